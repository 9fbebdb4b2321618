import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { differenceSentence } from '../form/difference-words';
import { differences, type FlowText } from '../form/differences';
import '../form/form.css';

/** What changes from one text to another, in sentences. */
export function Changes({ before, after }: { before: FlowText; after: FlowText }) {
  const { t, i18n } = useTranslation();
  const sentences = differences(before, after).map((one) => differenceSentence(one, t, i18n.language));
  if (sentences.length === 0) return <Text size="sm">{t('presets.changes.none')}</Text>;
  return (
    <ul className="dw-changes-list">
      {[...new Set(sentences)].map((sentence) => (
        <Text key={sentence} component="li" size="sm">
          {sentence}
        </Text>
      ))}
    </ul>
  );
}
