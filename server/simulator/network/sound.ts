/** What a leg hears, as in the transcript. */
export type Sound =
  | { type: 'said'; text: string; language: string }
  | { type: 'music'; url: string }
  | { type: 'playing'; url: string }
  | { type: 'silence' }
  | { type: 'beep' }
  | { type: 'ringback'; of: string; url?: string }
  | { type: 'keys'; digits: string; by: 'me' | 'far' }
  | { type: 'heard'; text: string; who: string }
  | { type: 'joined'; who: string }
  | { type: 'left'; who: string }
  | { type: 'held' }
  | { type: 'resumed' };
