const files = import.meta.glob<Record<string, unknown>>('./en/*.json', { eager: true, import: 'default' });

/** All sentences of the language: the file's name is the first part of a key. */
export default Object.fromEntries(
  Object.entries(files).map(([path, sentences]) => [path.replace(/^.*\/|\.json$/g, ''), sentences]),
);
