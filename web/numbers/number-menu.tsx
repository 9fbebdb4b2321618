import { Button, Menu } from '@mantine/core';
import { IconCheck, IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Application } from '../applications/current-application';
import type { NumbersQuery, PresetKind } from '../generated/graphql';
import { formatPhone } from '../lib/format';
import { PRESETS_OF } from '../presets/presets';
import { Confirm } from '../ui/confirm';
import { useTell } from '../ui/problem-alert';
import { useAssignNumber, useCancelNumber, useSetNumberPreset, useUnassignNumber } from './numbers';

export type OwnedNumber = NumbersQuery['numbers']['nodes'][number];

/** What can be done with a rented number. */
export function NumberMenu({ number, application }: { number: OwnedNumber; application: Application }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [assign] = useAssignNumber();
  const [unassign] = useUnassignNumber();
  const [setPreset] = useSetNumberPreset();
  const [cancel] = useCancelNumber();
  const [cancelling, setCancelling] = useState(false);
  const { msisdn } = number;
  const shown = formatPhone(msisdn);
  const assignHere = () =>
    assign({ variables: { input: { msisdn, applicationId: application.id, move: true } } }).then(
      () => tell.done(t('numbers.assigned', { number: shown, application: application.name })),
      tell.problem,
    );
  const answerWith = (kind: PresetKind | null) =>
    setPreset({ variables: { msisdn, kind } }).then(() => {
      const preset = kind ? t(`presets.kind.${kind}`) : t('numbers.asApplication');
      tell.done(t('numbers.answersWith', { number: shown, preset }));
    }, tell.problem);
  const giveUp = () =>
    cancel({ variables: { msisdn } }).then(() => tell.done(t('numbers.cancelled', { number: shown })));

  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button variant="subtle" color="gray" size="compact-md" aria-label={t('numbers.menu', { number: shown })}>
            <IconDots size={18} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {number.application?.id !== application.id && (
            <Menu.Item onClick={assignHere}>{t('numbers.assign', { application: application.name })}</Menu.Item>
          )}
          {number.application && (
            <Menu.Item onClick={() => unassign({ variables: { msisdn } }).catch(tell.problem)}>
              {t('numbers.unassign')}
            </Menu.Item>
          )}
          {number.application && (
            <>
              <Menu.Divider />
              <Menu.Label>{t('numbers.answerWith')}</Menu.Label>
              {[null, ...PRESETS_OF.FROM_OUTSIDE].map((kind) => (
                <Menu.Item
                  key={kind ?? 'application'}
                  onClick={() => answerWith(kind)}
                  rightSection={kind === number.preset && <IconCheck size={16} aria-label={t('applications.chosen')} />}
                >
                  {kind ? t(`presets.kind.${kind}`) : t('numbers.asApplication')}
                </Menu.Item>
              ))}
              <Menu.Divider />
            </>
          )}
          <Menu.Item color="red" onClick={() => setCancelling(true)}>
            {t('numbers.cancel')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={cancelling}
        onClose={() => setCancelling(false)}
        title={t('numbers.cancelTitle', { number: shown })}
        action={t('numbers.cancel')}
        onConfirm={giveUp}
      >
        {t('numbers.cancelHint')}
      </Confirm>
    </>
  );
}
