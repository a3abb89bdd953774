/** Writes cards one after the other and prints the id of each once it is confirmed, until it is killed. */
import { openStore } from '../../src/store/open.ts';

const store = await openStore(process.argv[2] as string);
for (let number = 0; ; number += 1) {
  const cardId = `card-${number}`;
  await store.addCard({
    cardId,
    serverId: '1',
    channelId: '2',
    messageId: cardId,
    claimId: 'x',
    excerpt: 'k2 cleans arteries '.repeat(10),
    words: 'k2',
    confidence: 1,
    createdAt: new Date(),
  });
  process.stdout.write(`${cardId}\n`);
}
