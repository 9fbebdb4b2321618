/** What a page says for a moment. */
export interface Message {
  message: string;
  color: 'green' | 'red';
  /** What the button says, to people who hear the page, that takes it away. */
  closeLabel: string;
}
