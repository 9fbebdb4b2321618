/** What was found, and what to do about it. */
export type Sentence = readonly [text: string, cure?: string];
