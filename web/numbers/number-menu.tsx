import { Menu, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Application } from '../applications/current-application';
import type { NumbersQuery, PresetKind } from '../generated/graphql';
import { formatPhone } from '../lib/language/format';
import { problemOf } from '../lib/problem';
import { PRESETS_OF } from '../presets/presets';
import { Confirm } from '../ui/dialogs/confirm';
import { type OpenRowMenu, RowMenu } from '../ui/lists/row-menu';
import { useTell } from '../ui/messages/problem-alert';
import { useAssignNumber, useCancelNumber, useSetNumberPreset, useUnassignNumber } from './numbers';

export type OwnedNumber = NumbersQuery['numbers']['nodes'][number];

interface NumberMenuProps {
  number: OwnedNumber;
  application: Application;
}

/** Actions for a rented number. */
export function NumberMenu(props: NumberMenuProps) {
  const { t } = useTranslation();
  return (
    <RowMenu label={t('numbers.menu', { number: formatPhone(props.number.msisdn) })}>
      {(menu) => <OpenNumberMenu {...menu} {...props} />}
    </RowMenu>
  );
}

function OpenNumberMenu({ number, application, button, ...menu }: NumberMenuProps & OpenRowMenu) {
  const { t } = useTranslation();
  const tell = useTell();
  const [assign] = useAssignNumber();
  const [unassign] = useUnassignNumber();
  const [setPreset] = useSetNumberPreset();
  const [cancel] = useCancelNumber();
  const [asking, setAsking] = useState<'move' | 'unassign' | 'cancel'>();
  const close = () => setAsking(undefined);
  const { msisdn } = number;
  const shown = formatPhone(msisdn);
  const take = (move: boolean) =>
    assign({ variables: { input: { msisdn, applicationId: application.id, move } } }).then(() =>
      tell.done(t('numbers.assigned', { number: shown, application: application.name })),
    );
  /** A number of another application is only moved after confirmation. */
  const assignHere = () =>
    take(false).catch((error) =>
      problemOf(error).rule === 'linkedElsewhere' ? setAsking('move') : tell.problem(error),
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
      <Menu position="bottom-end" width={260} {...menu}>
        <Menu.Target>{button}</Menu.Target>
        <Menu.Dropdown>
          {number.application?.id !== application.id && (
            <Menu.Item onClick={number.canVoice ? assignHere : undefined} disabled={!number.canVoice}>
              {t('numbers.assign', { application: application.name })}
              {!number.canVoice && (
                <Text size="xs" c="dimmed">
                  {t('numbers.noCalls')}
                </Text>
              )}
            </Menu.Item>
          )}
          {number.application && <Menu.Item onClick={() => setAsking('unassign')}>{t('numbers.unassign')}</Menu.Item>}
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
          <Menu.Item color="red" onClick={() => setAsking('cancel')}>
            {t('numbers.cancel')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={asking === 'move'}
        onClose={close}
        title={t('numbers.moveTitle', { number: shown, application: application.name })}
        action={t('numbers.move')}
        onConfirm={() => take(true)}
      >
        {t('numbers.moveHint', { from: number.application?.name ?? t('numbers.elsewhere') })}
      </Confirm>
      <Confirm
        opened={asking === 'unassign'}
        onClose={close}
        title={t('numbers.unassignTitle', { number: shown, application: number.application?.name })}
        action={t('numbers.unassign')}
        onConfirm={() =>
          unassign({ variables: { msisdn } }).then(() => tell.done(t('numbers.unassigned', { number: shown })))
        }
      >
        {t('numbers.unassignHint')}
      </Confirm>
      <Confirm
        opened={asking === 'cancel'}
        onClose={close}
        title={t('numbers.cancelTitle', { number: shown })}
        action={t('numbers.cancel')}
        onConfirm={giveUp}
      >
        {t('numbers.cancelHint')}
      </Confirm>
    </>
  );
}
