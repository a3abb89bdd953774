/** Every sentence of the moderators' side. Beside `wording.ts` because members never see most of it. */
export const moderationWording = {
  notModerator: 'This is for moderators: it needs the *Manage Messages* permission here.',
  onlyInServers: 'This works in servers only.',
  noStore: (why: string) => `I cannot remember anything at the moment. ${why} Questions are still answered.`,
  notice:
    '👋 **This channel now has a fact-check helper for vitamin K2.** When a message clearly states a known myth, the moderators get a ' +
    'private note and decide whether to answer. Nobody is named, pinged or counted, and nothing is posted by itself. ' +
    'A moderator can end this at any time with `/k2-mod watch remove`.',
  noticeEnded: 'The vitamin K2 fact-check helper no longer reads along in this channel.',
  watch: {
    added: (channel: string, review: string) =>
      `I now watch ${channel}. A notice stands there so that everybody knows. Cards come to ${review}.`,
    addedByRule: (channel: string, phrases: number) =>
      `I now watch ${channel} through AutoMod: a rule with ${phrases} phrases raises an alert, and I make a card of it. I do not read messages myself.`,
    resumed: (channel: string) => `${channel} was watched already; if it was paused, it goes on now.`,
    removed: (channel: string) => `I no longer watch ${channel}.`,
    notWatched: (channel: string) => `${channel} is not watched.`,
    none: 'No channel is watched. Start with `/k2-mod watch add`.',
    title: 'Watched channels',
    line: (channel: string, since: string) => `• ${channel}, since ${since}`,
    paused: (why: string) => `⏸ paused: ${why}`,
    noReview:
      'First choose where the cards go: `/k2-mod settings review-channel:`. It should be a channel that only moderators see.',
    sameChannel: 'The review channel itself cannot be watched.',
    notText: (channel: string) =>
      `${channel} is no text channel that I know. Pick a text channel or a thread.`,
    mayNot: (channel: string, what: readonly string[]) =>
      `I cannot do that: in ${channel} I lack ${what.map((one) => `*${one}*`).join(', ')}. Give me that there, then try again.`,
    noManageServer:
      'The operator has not switched on reading (WATCH_MESSAGES), so I would watch through AutoMod. For that I need *Manage Server*. Give me that, or ask the operator.',
    tooManyChannels: (count: number, most: number) =>
      `Discord lets an AutoMod rule leave out at most ${most} channels, and this server has ${count} that are not watched. So I cannot watch here without also watching those. Ask the operator about WATCH_MESSAGES.`,
    ruleRefused: (why: string) => `Discord did not take the AutoMod rule: ${why}. Nothing was changed.`,
    ruleName: 'K2 Fact Check: myths for the moderators',
  },
  card: {
    title: 'Possible myth',
    titleByRule: 'Possible myth (AutoMod)',
    claim: 'Claim',
    said: 'Somebody wrote',
    noText:
      'I did not read this message: AutoMod saw the phrase below. Open it, and right-click it → Apps → **Fact-check this message** to see what it says.',
    words: 'Words that matched',
    phrase: 'Phrase that matched',
    confidence: 'How sure I am',
    where: 'Where',
    link: 'Go to the message',
    footer: 'Nothing is posted unless you decide so. The author is not named and will not be pinged.',
    reply: 'Reply with the fact-check',
    notThis: 'Not this claim',
    quiet: 'Quiet this claim here for 24 h',
    open: 'Open claim',
    states: {
      open: 'Waiting for a moderator',
      replying: 'A reply is under way',
      replied: '✅ Answered with the fact-check',
      dismissed: '❌ Not this claim',
      quieted: '🔕 Quiet here for 24 hours',
      gone: 'The message was deleted',
      edited: 'The message was changed and no longer says this',
    },
    by: (id: string) => `by <@${id}>`,
    alreadyDecided: (state: string, by: string | null) =>
      by === null ? `This card is closed: ${state}.` : `<@${by}> was first: ${state}.`,
    noSuchCard: 'This card is no longer in my memory: it has expired, or its server was erased.',
    replied: 'Done. The fact-check stands under the message, and nobody was pinged.',
    replyRefused: (why: string) => `I could not reply: ${why} The card stays open.`,
    originalGone: 'The message is gone, so there is nothing to reply to. The card is closed.',
  },
  refusal: {
    gone: 'it is gone',
    'no-access': 'I may not see that channel, or not write there',
    blocked: 'the server’s AutoMod blocked my text',
    'too-old': 'Discord allows no more edits of it',
    failed: 'Discord did not take it',
  },
  paused: (review: string, why: string) =>
    `I stopped watching, because I cannot post in ${review}: ${why}. No card is lost: give me *View Channel*, *Send Messages* and *Embed Links* there, or choose another channel with \`/k2-mod settings review-channel:\`, and I go on.`,
  queue: {
    title: 'Waiting for a moderator',
    empty: 'Nothing waits. 🎉',
    line: (claim: string, where: string, link: string, card: string | undefined) =>
      `• ${claim}\n  ${where} · [message](${link})${card === undefined ? ' · the card could not be posted yet' : ` · [card](${card})`}`,
    more: (count: number) => `…and ${count} more.`,
  },
  settings: {
    title: 'Settings of this server',
    saved: 'Saved.',
    review: 'Review channel',
    answers: 'Answers, when the asker does not say',
    bar: 'Confidence needed for a card',
    quietTopics: 'Topics that make no cards',
    days: 'Texts are erased after',
    language: 'Language',
    none: 'none',
    notSet: 'not set',
    private: 'private: only the asker sees them',
    public: 'public: everybody in the channel sees them',
    daysValue: (days: number) => `${days} days`,
    badBar: (least: number, most: number) =>
      `The bar must be between ${least} and ${most}. Lower would accuse people wrongly, so I do not go there.`,
    badDays: (most: number) => `Days must be a whole number from 1 to ${most}.`,
    badTopic: (topic: string, known: readonly string[]) =>
      `I know no topic called “${topic}”. Known: ${known.join(', ')}. Separate several with commas, or write none.`,
    badAnswers: 'Answers are either private or public.',
    badLanguage: 'Only en (English) so far. Other languages will come.',
  },
  check: {
    title: 'Self-test',
    ok: '✓',
    bad: '✗',
    storeOk: (kind: string) => `My memory works (${kind}).`,
    claims: (count: number, revision: string) => `${count} claims serve, all that is written (${revision}).`,
    claimsRefused: (count: number, revision: string, at: number, faults: readonly string[]) =>
      `The claims were changed (<t:${at}:R>) but have faults, so those from before still serve (${count}, ${revision}). To mend:\n${faults.map((fault) => `- ${fault}`).join('\n')}`,
    moreFaults: (count: number) => `and ${count} more: \`npm run -s k2 -- check\` lists them`,
    wayContent: 'I read watched channels myself (WATCH_MESSAGES is on, with the Message Content intent).',
    wayRule: 'I do not read messages: AutoMod alerts become cards (WATCH_MESSAGES is off).',
    ruleThere: 'The AutoMod rule is in place.',
    ruleMissing: 'Channels are watched, but there is no AutoMod rule. Run `/k2-mod watch add` again.',
    manageServer: 'I may manage AutoMod rules (*Manage Server*).',
    noManageServer:
      'I lack *Manage Server*, which watching through AutoMod needs. Give it to me under Server Settings → Roles.',
    review: (channel: string) => `Cards go to ${channel}, and I can write there.`,
    reviewLacks: (channel: string, what: readonly string[]) =>
      `In ${channel} (review) I lack ${what.map((one) => `*${one}*`).join(', ')}. Give me that in the channel’s settings.`,
    reviewUnset: 'No review channel is set. Choose one with `/k2-mod settings review-channel:`.',
    reviewGone:
      'The review channel does not exist any more. Choose another with `/k2-mod settings review-channel:`.',
    reviewPublic: (channel: string) =>
      `Everybody can see ${channel}. Make it private, so that cards shame nobody, or choose another.`,
    reviewPrivate: 'The review channel is not open to everybody.',
    watched: (channel: string) => `${channel} is watched, and I can reply there.`,
    watchedLacks: (channel: string, what: readonly string[]) =>
      `In ${channel} (watched) I lack ${what.map((one) => `*${one}*`).join(', ')}.`,
    watchedGone: (channel: string) =>
      `${channel} is watched but does not exist any more. Remove it with \`/k2-mod watch remove\`.`,
    watchedPaused: (channel: string, why: string) => `${channel} is paused. ${why}`,
    noneWatched: 'No channel is watched (that is fine).',
    settings: 'The settings are within their bounds.',
    badBar: 'The bar is outside its bounds, so I use my own. Set it again with `/k2-mod settings bar:`.',
    unknownTopics: (topics: readonly string[]) =>
      `These quiet topics no longer exist: ${topics.join(', ')}. Set them again with \`/k2-mod settings quiet-topics:\`.`,
  },
  stats: {
    title: 'Myths that came up here',
    none: 'No cards yet.',
    week: (week: string) => `Week of ${week}`,
    note: (days: number) => `The last ${days} days. Messages are counted, people never.`,
    waiting: 'waiting',
    replied: 'answered',
    dismissed: 'not this claim',
    quieted: 'quieted',
    closed: 'gone or changed',
    alt: (summary: string) => `Bar chart of cards by week. ${summary}`,
  },
  unanswered: {
    title: 'Questions without an answer',
    none: 'No question waits. Members send them with *Send to the curators* under an answer that found nothing.',
    line: (id: number, text: string, asked: number) =>
      `**${id}.** ${text}${asked > 1 ? ` (asked ${asked} times)` : ''}`,
    hint: 'Two mean the same? `/k2-mod unanswered merge: 3 5` makes one of them, with the first one’s words. Nobody’s name is kept.',
    more: (count: number) =>
      `…and ${count} more. The operator sees all with \`npm run -s k2 -- unanswered --yaml\`.`,
    badMerge: 'Give at least two different numbers from the list, like `3 5`.',
    noSuch: 'One of these numbers is not in the list. Nothing was changed.',
    merged: (into: number) => `Merged into number ${into}.`,
    button: 'Send to the curators',
    consent: (quote: string) =>
      `May I keep these words, so that the people who write the claims can look into it?\n> ${quote}\nYour name is **not** kept, only the words, for a limited time. Leave out anything about your own health.`,
    yes: 'Yes, send it',
    no: 'No, keep nothing',
    sent: 'Thank you, it is sent. I kept the words, and nothing about you.',
    notSent: 'All right, I kept nothing.',
    lost: 'I can no longer see the question here. Please ask it again with `/k2 ask`.',
  },
  forget: {
    ask: 'This erases everything I keep for this server, at once and for good: settings, watched channels, cards, questions, counts, and the memory of fact-checks I posted (so they cannot be corrected any more). Messages in your channels stay.',
    yes: 'Erase everything',
    done: 'Done. I keep nothing about this server any more.',
  },
  correction: {
    title: (date: string) => `🔁 **Updated on ${date}**`,
    change: (what: string, why: string) => `${what} Why: ${why}`,
    unexplained: 'The reviewers changed what I say here. This is how it stands now.',
    withdrawn: (date: string) =>
      `🔁 **Withdrawn on ${date}.** This fact-check is no longer among my reviewed claims, so please do not rely on it.`,
  },
} as const;
