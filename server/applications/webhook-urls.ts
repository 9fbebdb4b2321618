/** Where Vonage finds us: each application has its own addresses, which nobody can guess. */
export function webhookUrls(publicUrl: string, applicationId: string) {
  const door = (name: string) => `${publicUrl}/webhooks/${applicationId}/${name}`;
  return { answer: door('answer'), event: door('event'), fallback: door('fallback'), dtmf: door('dtmf') };
}
