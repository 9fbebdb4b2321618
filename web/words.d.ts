/** Provided by scripts/vite-plugins.ts: URL of all texts of a language. */
declare module 'words:en' {
  const url: string;
  export default url;
}

declare module 'words:ja' {
  const url: string;
  export default url;
}
