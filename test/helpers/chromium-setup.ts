import type { TestProject } from 'vitest/node';
import { findOrInstallChromium } from './chromium.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The program that the browser tests start. */
    chromium: string;
  }
}

/** Before the browser tests: a real Chromium, or the sentence that says how to get one. */
export default function setup(project: TestProject): void {
  project.provide('chromium', findOrInstallChromium());
}
