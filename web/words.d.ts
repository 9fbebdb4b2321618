/** Made by scripts/vite-plugins.ts: the address of all sentences of a language. */
declare module 'words:en' {
  const url: string;
  export default url;
}

declare module 'words:ja' {
  const url: string;
  export default url;
}
