import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconEdit, IconLink, IconLogout, IconShieldOff, IconUserMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../ui/dialogs/confirm';
import { Dialog } from '../../ui/dialogs/dialog';
import { useTell } from '../../ui/messages/problem-alert';
import { useRemoveSecondFactor } from '../second-factor/second-factor';
import { useViewer } from '../viewer';
import { EditMember } from './edit-member';
import { type Issued, IssuedLink } from './issued-link';
import { type Member, useEndSessions, useRemoveMember, useResetPassword } from './people';

/** Actions for a person; the owner and yourself can only be renamed. */
export function MemberMenu({ member }: { member: Member }) {
  const { t } = useTranslation();
  const tell = useTell();
  const viewer = useViewer();
  const [remove] = useRemoveMember();
  const [reset] = useResetPassword();
  const [end] = useEndSessions();
  const [removeFactor] = useRemoveSecondFactor();
  const [open, setOpen] = useState<'edit' | 'reset' | 'factor' | 'end' | 'remove'>();
  const [issued, setIssued] = useState<Issued>();
  const { id, displayName: name, owner, state } = member;
  const another = !owner && id !== viewer.id;
  const close = () => setOpen(undefined);
  const removeNow = () => remove({ variables: { id } }).then(() => tell.done(t('people.removed', { name })));
  const resetNow = () => reset({ variables: { memberId: id } }).then(({ data }) => setIssued(data?.resetPassword));
  const endNow = () => end({ variables: { memberId: id } }).then(() => tell.done(t('people.ended', { name })));
  const removeFactorNow = () =>
    removeFactor({ variables: { memberId: id } }).then(() => tell.done(t('security.removed', { name })));
  const kind = state === 'INVITED' ? 'newLink' : 'reset';

  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('people.menu', { name })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconEdit size={16} aria-hidden />} onClick={() => setOpen('edit')}>
            {t('people.edit')}
          </Menu.Item>
          {another && (
            <>
              <Menu.Item leftSection={<IconLink size={16} aria-hidden />} onClick={() => setOpen('reset')}>
                {t(`people.${kind}`)}
              </Menu.Item>
              {state !== 'INVITED' && (
                <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => setOpen('end')}>
                  {t('people.endAll')}
                </Menu.Item>
              )}
              {member.hasSecondFactor && (
                <Menu.Item leftSection={<IconShieldOff size={16} aria-hidden />} onClick={() => setOpen('factor')}>
                  {t('security.remove')}
                </Menu.Item>
              )}
              <Menu.Divider />
              <Menu.Item
                c="var(--mantine-color-red-text)"
                leftSection={<IconUserMinus size={16} aria-hidden />}
                onClick={() => setOpen('remove')}
              >
                {t('people.remove')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={open === 'edit'} onClose={close} title={t('people.editTitle', { name })}>
        <EditMember member={member} onDone={close} />
      </Dialog>
      <Confirm
        opened={open === 'reset'}
        onClose={close}
        title={t(`people.${kind}Title`, { name })}
        action={t('people.makeLink')}
        onConfirm={resetNow}
      >
        {t(`people.${kind}Hint`)}
      </Confirm>
      <Dialog opened={issued !== undefined} onClose={() => setIssued(undefined)} title={t(`people.${kind}`)}>
        {issued && <IssuedLink {...issued} person={name} onClose={() => setIssued(undefined)} />}
      </Dialog>
      <Confirm
        opened={open === 'factor'}
        onClose={close}
        title={t('security.removeTitle', { name })}
        action={t('security.remove')}
        onConfirm={removeFactorNow}
      >
        {t('security.removeHint', { name })}
      </Confirm>
      <Confirm
        opened={open === 'end'}
        onClose={close}
        title={t('people.endTitle', { name })}
        action={t('people.endAll')}
        onConfirm={endNow}
      >
        {t('people.endHint')}
      </Confirm>
      <Confirm
        opened={open === 'remove'}
        onClose={close}
        title={t('people.removeTitle', { name })}
        action={t('people.remove')}
        onConfirm={removeNow}
      >
        {t('people.removeHint')}
      </Confirm>
    </>
  );
}
