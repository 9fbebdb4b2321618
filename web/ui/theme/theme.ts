import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** 藍, deep indigo: actions and the current place. */
const ai: MantineColorsTuple = [
  '#f0f4fa',
  '#dfe8f3',
  '#c0d0e6',
  '#9bb4d6',
  '#7d9ccb',
  '#4d6fa6',
  '#3a5a92',
  '#2a477f',
  '#1f3868',
  '#152849',
];

/** 朱, vermilion: only for a ringing phone. */
const shu: MantineColorsTuple = [
  '#fff0ec',
  '#ffe0d8',
  '#fcbfae',
  '#f99b82',
  '#f57f60',
  '#d0431f',
  '#cb3f1b',
  '#c43a18',
  '#a33013',
  '#7a230d',
];

/** Live, answer, done. */
const green: MantineColorsTuple = [
  '#edf8f1',
  '#d8eede',
  '#b2dcc0',
  '#86c79d',
  '#62b480',
  '#2b7a4b',
  '#267345',
  '#1f6a3d',
  '#185631',
  '#103d22',
];

/** Hang up, delete. */
const red: MantineColorsTuple = [
  '#fdf0ef',
  '#fadfdd',
  '#f2bdb9',
  '#ec9a94',
  '#e8817a',
  '#c3362d',
  '#bb2e26',
  '#b3261e',
  '#8f1d17',
  '#68140f',
];

/** Dark grays with a little indigo. */
const dark: MantineColorsTuple = [
  '#e3e6ec',
  '#c3c9d3',
  '#a5adba',
  '#7d8796',
  '#4b5363',
  '#3a414d',
  '#2a2f38',
  '#1b1e25',
  '#15181e',
  '#101217',
];

const sans =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", "Yu Gothic", Meiryo, sans-serif';
const mono = 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

export const theme = createTheme({
  colors: { ai, shu, green, red, dark },
  primaryColor: 'ai',
  primaryShade: { light: 7, dark: 5 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: sans,
  fontFamilyMonospace: mono,
  headings: {
    fontFamily: sans,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
});

/** The grays of both color schemes, and the few Mantine defaults without AA contrast. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1b2230',
    '--mantine-color-dimmed': '#5a6373',
    '--mantine-color-placeholder': '#6b7484',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#2a477f',
    '--mantine-color-yellow-light-color': '#7a4d00',
    '--dw-canvas': '#f5f6f8',
    '--dw-line': '#e1e5ea',
    '--dw-screen': '#e9efe9',
    '--dw-key': '#ffffff',
    '--dw-handset': '#e9ebef',
  },
  dark: {
    '--mantine-color-body': '#1b1e25',
    '--mantine-color-text': '#e3e6ec',
    '--mantine-color-dimmed': '#a5adba',
    '--mantine-color-placeholder': '#8e97a6',
    '--mantine-color-error': '#f2a7a1',
    '--mantine-color-anchor': '#9bb4d6',
    '--mantine-color-ai-light': '#27344e',
    '--mantine-color-shu-light': '#4a2113',
    '--mantine-color-green-light': '#17381f',
    '--mantine-color-red-light': '#471c18',
    '--mantine-color-shu-light-color': '#f99b82',
    '--mantine-color-green-light-color': '#86c79d',
    '--mantine-color-red-light-color': '#ec9a94',
    '--mantine-color-red-outline': '#ec9a94',
    '--mantine-color-gray-light': '#2a2f38',
    '--dw-canvas': '#13151a',
    '--dw-line': '#2f343d',
    '--dw-screen': '#10190f',
    '--dw-key': '#2a2f38',
    '--dw-handset': '#21252d',
  },
});
