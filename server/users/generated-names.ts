/**
 * Whether Vonage has made up the name: of a user who was created without one, and perhaps of everyone who calls
 * (real-cloud row 15).
 */
export const isGenerated = (name: string): boolean => GENERATED.test(name);

const GENERATED = /^NAM-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
