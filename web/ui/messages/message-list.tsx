import '@mantine/notifications/styles.css';
import { Notifications, notifications } from '@mantine/notifications';
import type { Message } from './message';

/** Milliseconds. */
const READ = 5_000;

export function MessageList() {
  return <Notifications position="bottom-center" limit={3} />;
}

export function show({ message, color, closeLabel }: Message): void {
  const closeButtonProps = { 'aria-label': closeLabel };
  notifications.show({ message, color, closeButtonProps, autoClose: color === 'green' && READ });
}
