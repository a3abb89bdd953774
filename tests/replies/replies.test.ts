import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerPayload, splitIntoFields } from '../../src/replies/answer.ts';
import { linkTarget } from '../../src/replies/citation.ts';
import { decodeCustomId, encodeCustomId } from '../../src/replies/custom-id.ts';
import { cut } from '../../src/replies/cut.ts';
import { embedLength, fitEmbed } from '../../src/replies/fit-embed.ts';
import { LIMITS } from '../../src/replies/limits.ts';
import { messageCheckPayload } from '../../src/replies/message-check.ts';
import type { MessagePayload } from '../../src/replies/payload.ts';
import { MAX_QUOTE, quote, withoutQuotes } from '../../src/replies/quote.ts';
import { sourcesPayload } from '../../src/replies/sources.ts';
import { nonePayload } from '../../src/replies/suggestion.ts';
import { english, VERDICT_SIGNS } from '../../src/replies/wording.ts';
import { app } from '../shipped.ts';
import { messageFaults, type SentMessage } from '../stand-in/message-rules.ts';

const { knowledge } = app;
const sent = (payload: unknown): SentMessage => payload as SentMessage;

describe('every claim', () => {
  it.each(knowledge.claims.map((claim) => [claim.id, claim] as const))(
    '%s is shown within every limit',
    (_id, claim) => {
      const payload = answerPayload(claim, knowledge, english, {
        asked: '*'.repeat(400),
        stance: 'denies',
        risks: [
          'emergency',
          'overdose',
          'newborn',
          'warfarin',
          'doac',
          'stops-drug',
          'pregnancy',
          'dialysis',
        ],
        share: true,
      });
      expect(messageFaults(sent(payload))).toEqual([]);
      const sources = sourcesPayload(claim, knowledge, english);
      expect(messageFaults(sent(sources))).toEqual([]);
      for (const { source, shows } of claim.citations) {
        const field = sources.embeds?.[0]?.fields?.find(({ value }) => value.includes(shows));
        expect(field?.value.endsWith(knowledge.sourceById.get(source)?.url ?? 'nowhere')).toBe(true);
      }
      const shown = JSON.stringify(payload);
      for (const citation of claim.citations.slice(0, 4)) {
        expect(shown).toContain(linkTarget(knowledge.sourceById.get(citation.source)?.url ?? 'nowhere'));
      }
    },
  );
});

const myth = knowledge.claimById.get('removes-arterial-calcium');
if (myth === undefined) throw new Error('the claim these tests are about is gone');
const ofMyth = myth;

describe('an answer', () => {
  const claim = ofMyth;
  const embed = (context: Parameters<typeof answerPayload>[3]) =>
    answerPayload(claim, knowledge, english, context).embeds?.[0];

  it('leads with the fact and tells the verdict by word and sign', () => {
    expect(embed({})?.title).toBe(claim.fact);
    expect(embed({})?.description).toContain(`${VERDICT_SIGNS.myth} **Myth**`);
    expect(embed({})?.fields?.map((field) => field.name)[1]).toMatch(/^Why it misleads: /);
    expect(embed({})?.footer?.text).toMatch(/^Reviewed \d{4}-\d\d-\d\d · Not medical advice$/);
  });

  it('tells someone who denies a myth that they are right, before anything but a caution', () => {
    const denied = embed({ stance: 'denies', asked: 'k2 does not clear arteries' });
    expect(denied?.description?.startsWith(english.answer.youAreRight)).toBe(true);
    expect(embed({ stance: 'asks' })?.description).not.toContain(english.answer.youAreRight);
  });

  it('leads with the mark when nothing else comes first, and quotes beside the claim it was matched to', () => {
    const asked = embed({ stance: 'asks', asked: 'does k2 clear arteries' });
    expect(asked?.description?.startsWith(`${VERDICT_SIGNS.myth} **Myth**`)).toBe(true);
    expect(asked?.fields?.slice(0, 2)).toEqual([
      { name: english.answer.youWrote, value: '> does k2 clear arteries' },
      expect.objectContaining({ name: english.answer.theClaim }),
    ]);
  });

  it('puts the caution that their words call for first', () => {
    const description =
      embed({ stance: 'denies', risks: ['warfarin'], asked: 'on warfarin' })?.description ?? '';
    expect(description).toMatch(/^⚠️ \*\*If you take warfarin/);
  });

  it('tells of a correction with the citation', () => {
    const [citation] = claim.citations;
    const source = knowledge.sourceById.get(citation?.source ?? '');
    if (source === undefined) throw new Error('the claim cites nothing');
    const notice = 'Corrected in 2018.';
    const sourceById = new Map(knowledge.sourceById).set(source.id, { ...source, notice });
    const fields = answerPayload(claim, { ...knowledge, sourceById }, english).embeds?.[0]?.fields ?? [];
    expect(fields.find(({ name }) => name === english.answer.sources)?.value).toContain(`⚠️ ${notice}`);
  });

  it('names a caution once', () => {
    const text = JSON.stringify(embed({ risks: ['warfarin'] }));
    expect(text.split(knowledge.cautionById.get('warfarin')?.text ?? '?').length - 1).toBe(1);
  });
});

describe('quoted words', () => {
  it.each([
    ['@everyone look', /@everyone/],
    ['<@123456> hi', /<@/],
    ['[click](https://evil.example)', /https?:/],
    ['join discord.gg/abc', /discord\.gg/],
    ['<a:party:123456789012345678> <id:home> <t:1>', /<(?!\u200b)/],
    ['**bold** `code`', /(?<!\\)\*\*|(?<!\\)`/],
    ['a\u202eb\u200bc', /[\u202e]/],
  ])('are defused: %s', (text, danger) => expect(quote(text)).not.toMatch(danger));

  it.each([
    ['join discord.gg/abc now', 'join \\[invite\\] now'],
    ['dsc.gg/abc and discordapp.com/invite/abc', '\\[invite\\] and \\[invite\\]'],
    ['cheap pills at best-k2.com/buy?now', 'cheap pills at \\[link\\]'],
  ])('advertise nothing: %s', (text, shown) => expect(quote(text)).toBe(shown));

  it('are short, on one line, without stacked accents', () => {
    const quoted = quote(`line\nline ${'e\u0301\u0301\u0301\u0301'.repeat(50)}`);
    expect(quoted).not.toContain('\n');
    expect(quote('x'.repeat(900)).length).toBeLessThanOrEqual(MAX_QUOTE);
  });

  it('never hold a mention or a link, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), (text) => {
        const quoted = quote(text);
        expect(quoted).not.toMatch(/@(?:everyone|here)|<[@#]|https?:\/\/|\n/);
      }),
      { seed: 7 },
    );
  });

  it('hold nothing that turns, hides or stacks letters, and no invite, however it is spelt', () => {
    const tricks = fc.constantFrom(
      ...[
        '\u202e',
        '\u2066',
        '\u200b',
        '\u2060',
        '\ufeff',
        '\u00ad',
        '\ufe0f',
        '\u{e0041}',
        '\u0000',
        '\u001b',
      ],
      ...[
        'discord.gg/abc',
        'DISCORD.GG/abc',
        'ｄｉｓｃｏｒｄ．ｇｇ／abc',
        'dis\u200bcord.gg/abc',
        'discord.com/invite/abc',
      ],
      ...['[free](https://evil.example)', '[free](<https://evil.example>)', '＠everyone', '@\u200beveryone'],
      ...['e\u0301\u0301\u0301\u0301', '||', '**', '`', '\\', '# ', '> ', '-# '],
    );
    const parts = fc.array(fc.oneof(tricks, fc.string({ unit: 'grapheme', maxLength: 5 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(parts, (words) => {
        // The zero-width space that we put behind @ and < ourselves.
        const quoted = quote(words.join('')).replace(/(?<=[@<])\u200b/g, '');
        expect(quoted).not.toMatch(/\p{Cf}|\p{Cc}|\p{Variation_Selector}/u);
        expect(quoted).not.toMatch(/\p{M}{3}/u);
        expect(quoted).not.toMatch(/discord(?:app)?\.(?:gg|com\/invite)|https?:/i);
        expect(quoted.replace(/\\[\s\S]/g, '')).not.toMatch(/[*_~`|>#[\]()]/);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('can be left out', () => {
    const payload = withoutQuotes({
      embeds: [{ description: '> words\nfact' }],
      allowed_mentions: { parse: [] },
    });
    expect(payload.embeds?.[0]?.description).toBe('fact');
    const answer = answerPayload(ofMyth, knowledge, english, { asked: 'my very own words' });
    const bare = withoutQuotes(answer);
    expect(JSON.stringify(bare)).not.toContain('my very own words');
    expect(messageFaults(sent(bare))).toEqual([]);
    expect(bare.embeds?.[0]?.fields?.length).toBe((answer.embeds?.[0]?.fields?.length ?? 0) - 1);
  });
});

describe('custom ids', () => {
  const part = fc.stringMatching(/^[a-z0-9-]{1,20}$/);

  it('come back as they went', () => {
    fc.assert(
      fc.property(part, fc.array(part, { maxLength: 3 }), (verb, args) => {
        expect(decodeCustomId(encodeCustomId({ verb, args }))).toEqual({ verb, args });
      }),
    );
  });

  it.each([
    '',
    'k2',
    'other:src:1:x',
    'k2:src:0:x',
    'k2:src:99:x',
    'k2::1',
    'k2:SRC:1:x',
    `k2:src:1:${'x'.repeat(100)}`,
    'k2:src:1:<@1>',
  ])('foreign, old or forged are not read: %s', (id) => expect(decodeCustomId(id)).toBeUndefined());

  it('that Discord would refuse are never made', () => {
    expect(() => encodeCustomId({ verb: 'src', args: ['x'.repeat(100)] })).toThrow(RangeError);
    expect(() => encodeCustomId({ verb: 'src', args: ['a:b'] })).toThrow(RangeError);
  });
});

describe('fitEmbed', () => {
  it('keeps every limit and never cuts the sources', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 6000 }),
        fc.array(
          fc.record({
            name: fc.string({ minLength: 1, maxLength: 300 }),
            value: fc.string({ minLength: 1, maxLength: 1500 }),
          }),
          { maxLength: 8 },
        ),
        (description, fields) => {
          const sources = { name: 'Sources', value: 's'.repeat(1000), keep: true };
          const fitted = fitEmbed({ title: 't'.repeat(300), description, fields: [...fields, sources] });
          expect(embedLength(fitted)).toBeLessThanOrEqual(LIMITS.embedTotal);
          expect(fitted.title?.length).toBeLessThanOrEqual(LIMITS.embedTitle);
          expect(fitted.fields?.at(-1)).toEqual({ name: 'Sources', value: sources.value });
        },
      ),
    );
  });
});

describe('a text in another language', () => {
  const decision = { outcome: 'none', reason: 'language', matches: [], risks: ['warfarin'] } as const;
  const shown = (payload: MessagePayload) => payload.embeds?.[0]?.description ?? '';

  it('gets a polite sentence that only English is covered, after the caution it calls for', () => {
    const asked = shown(nonePayload(decision, 'la vitamina k2', [], knowledge, english));
    expect(asked).toMatch(/^⚠️/);
    expect(asked).toContain(english.none.language.text);
    expect(asked).not.toContain(english.none.ownWords);
    const message = shown(messageCheckPayload(decision, '1', true, knowledge, english));
    expect(message).toMatch(/^⚠️/);
    expect(message).toContain(english.message.language);
    expect(message).not.toContain(english.message.nothing);
  });

  it('is not said of an English one', () => {
    const uncovered = { ...decision, reason: 'uncovered' } as const;
    expect(shown(messageCheckPayload(uncovered, '1', true, knowledge, english))).toContain(
      english.message.nothing,
    );
  });
});

it('cuts between whole characters', () => {
  expect(cut('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 15)).toBe('👩‍👩‍👧‍👦…');
  expect(cut('short', 10)).toBe('short');
});

it('spreads lines over fields without tearing one', () => {
  const fields = splitIntoFields('Sources', ['a'.repeat(600), 'b'.repeat(600)]);
  expect(fields.map((field) => field.value.length)).toEqual([600, 600]);
});
