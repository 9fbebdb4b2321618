import { Paper, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck, IconPhone } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocumentTitle } from '../../ui/frame/page';
import '../home.css';
import '../../simulator/simulator.css';
import { STEPS, type Step } from './progress';

interface StepsProps {
  current: Step;
  /** Results of completed steps. */
  results: Partial<Record<Step, ReactNode>>;
  /** The form of the current step. */
  children: ReactNode;
}

/** Every step has defaults, so that pressing Enter is enough. */
function focusFirst(form: HTMLElement | null): void {
  form?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
}

/** Steps to the first call: five steps on the left, and on the right the phone for the last one. */
export function Steps({ current, results, children }: StepsProps) {
  const { t } = useTranslation();
  useDocumentTitle(t('home.firstTitle'));

  return (
    <div className="dw-first-run">
      <div>
        <Title order={1}>{t('home.firstTitle')}</Title>
        <Text c="dimmed" mt={4}>
          {t('home.firstPurpose')}
        </Text>
        <ol className="dw-steps">
          {STEPS.map((step, at) => {
            const done = STEPS.indexOf(current) > at;
            return (
              <li key={step} data-state={done ? 'done' : step === current ? 'current' : 'later'}>
                <ThemeIcon
                  radius="xl"
                  size={30}
                  color={done ? 'green' : 'ai'}
                  variant={step === current || done ? 'filled' : 'light'}
                >
                  {done ? (
                    <IconCheck size={18} aria-label={t('home.done')} />
                  ) : (
                    <span className="dw-figures">{at + 1}</span>
                  )}
                </ThemeIcon>
                <div className="dw-step">
                  <Title order={2} size="h3">
                    {t(`home.step.${step}`)}
                  </Title>
                  {done && (
                    <Text size="sm" c="dimmed" component="div">
                      {results[step]}
                    </Text>
                  )}
                  {step === current && (
                    <Paper key={step} withBorder p="md" mt="sm" className="dw-card" ref={focusFirst}>
                      {children}
                    </Paper>
                  )}
                </div>
              </li>
            );
          })}
        </ol>
      </div>
      <aside className="dw-first-run-phone" aria-hidden>
        <div className="dw-telephone dw-telephone-away">
          <div className="dw-display">
            <IconPhone size={40} stroke={1.2} />
            <Text size="sm" ta="center">
              {t('home.phoneWaits')}
            </Text>
          </div>
          <div className="dw-keypad">
            {[...'123456789*0#'].map((key) => (
              <span key={key} className="dw-key">
                <span className="dw-key-digit">{key}</span>
              </span>
            ))}
          </div>
        </div>
      </aside>
    </div>
  );
}
