/** A temporary message. */
export interface Message {
  message: string;
  color: 'green' | 'red';
  /** Accessible name of the close button. */
  closeLabel: string;
}
