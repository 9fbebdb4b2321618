import './ui/theme/styles';
import { MantineProvider } from '@mantine/core';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { keepEnterForComposition } from './lib/composing';
import { startLanguage } from './lib/language/i18n';
import { InLanguage } from './lib/language/language';
import { LoadingPage } from './ui/lists/loading';
import { Messages } from './ui/messages/messages';
import { cssVariables, theme } from './ui/theme/theme';

/** Loaded lazily, so that the other page of this build does not carry what only this one needs. */
const HandsetsPage = lazy(async () => ({ default: (await import('./simulator/handsets-page')).HandsetsPage }));

const root = document.getElementById('root');
if (!root) throw new Error('handsets.html has no #root');

keepEnterForComposition(window);
await startLanguage();
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Messages />
      <InLanguage>
        <BrowserRouter>
          <Suspense fallback={<LoadingPage />}>
            <HandsetsPage />
          </Suspense>
        </BrowserRouter>
      </InLanguage>
    </MantineProvider>
  </StrictMode>,
);
