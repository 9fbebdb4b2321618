import { Alert, Loader, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../../lib/language/format';
import { type Problem, problemSentence } from '../../lib/problem';
import type { CallOperations } from './call-operations';
import type { Operation } from './running-operation';
import './call.css';

/** The operation that the server runs on the call, or why it failed and what to do. */
export function OperationAlert({ operations, nameOf }: { operations: CallOperations; nameOf: NameOf }) {
  const { running, failed, dismiss } = operations;
  if (running) return <Running operation={running} nameOf={nameOf} />;
  return failed && <Failed operation={failed} nameOf={nameOf} onClose={dismiss} />;
}

type NameOf = (user: string) => string;
const whoOf = ({ who }: Operation, nameOf: NameOf) => formatPhone(who) && nameOf(formatPhone(who));

/** Shown only when it takes longer than a moment: most operations are finished by then. */
function Running({ operation, nameOf }: { operation: Operation; nameOf: NameOf }) {
  const { t } = useTranslation();
  return (
    <div className="dw-operation" role="status">
      <Loader size="xs" aria-hidden />
      <Text size="sm">
        {operation.problem
          ? t('console.stillTrying')
          : t(`console.running.${operation.kind}`, { who: whoOf(operation, nameOf) })}
      </Text>
    </div>
  );
}

interface FailedProps {
  operation: Operation;
  nameOf: NameOf;
  onClose: () => void;
}

function Failed({ operation, nameOf, onClose }: FailedProps) {
  const { t, i18n } = useTranslation();
  const { kind, state, problem } = operation;
  const left = state === 'FAILED';
  const known = problem && ({ ...(problem.extensions as Partial<Problem>), message: problem.message } as Problem);
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={t(`console.notDone.${kind}`, { who: whoOf(operation, nameOf) })}
      withCloseButton
      closeButtonLabel={t('common.close')}
      onClose={onClose}
      className="dw-notice"
    >
      {known && <Text size="sm">{problemSentence(known, i18n)}</Text>}
      <Text size="sm">{left ? t('console.someoneLeft') : t('console.asBefore')}</Text>
    </Alert>
  );
}
