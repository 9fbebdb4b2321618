import './ui/theme/styles';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { keepEnterForComposition } from './lib/composing';
import { startLanguage } from './lib/language/i18n';
import { InLanguage } from './lib/language/language';
import { surviveTranslation } from './lib/language/translated-page';
import { takeSetupCode } from './lib/setup-code';
import { Pages } from './router';
import { Messages } from './ui/messages/messages';
import { cssVariables, theme } from './ui/theme/theme';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

takeSetupCode();
surviveTranslation(document.body);
keepEnterForComposition(window);
await startLanguage();
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Messages />
      <InLanguage>
        <BrowserRouter>
          <Pages />
        </BrowserRouter>
      </InLanguage>
    </MantineProvider>
  </StrictMode>,
);
