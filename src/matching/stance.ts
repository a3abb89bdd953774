import type { Stance } from './decision.ts';
import type { Segment } from './normalise.ts';

/**
 * What a sentence does with the claim in it. Read from words alone, so it errs on the kind side: where it is unclear
 * whether somebody asserts or asks, they ask.
 */

const AUXILIARY = 'do|does|did|is|are|was|were|am|can|could|will|would|should|shall|has|have|may|might';

/** Openers that make a question even without a question mark; people on phones leave it out. */
const QUESTION_OPENER = new RegExp(
  `^(?:(?:so|and|but|ok|okay|hey|hi|hello|um|uh|well|please|guys|also|wait|hmm|yo|serious|quick|question|dumb|stupid|real|honest|genuine|asap|help|doc|dr|then|now|or) )*` +
    `(?:(?:${AUXILIARY})(?: not)? (?!not\\b)(?:\\w+ )|(?:what|how|why|which|who) (?:(?:much|many|long|often|about|come|bad|safe|good|\\w+) )?(?:${AUXILIARY}|if|to|about)\\b|(?:where|when) (?:${AUXILIARY})\\b|what (?:if|about|k2|dose|kind|form|type|foods?)\\b|how (?:come|much|many|safe|about)\\b|which\\b|any(?:one|body)? (?:know|tried|else|here|have|has|take|proof|evidence|truth|studies|thoughts|experience|idea)|any (?:truth|proof|evidence|studies|idea|good|thoughts)|thoughts on|wondering|curious|asking)`,
);

/** "Do not take k2", "do yourself a favour": an order, not a question. */
const IMPERATIVE = /^(?:so |and |please |but )*(?:do not|do your|do it|have a|can not|is not)\b/;

const ASKING =
  /\b(?:is (?:it|this|that) (?:really |actually |even )?(?:true|real|legit|correct|right|safe|ok|okay|a myth|fact)|i (?:was |am )?(?:just )?(?:wonder(?:ing)?|curious)|wondering (?:if|whether|about)|want(?:ed)? to (?:know|ask)|like to (?:know|ask)|(?:tell|explain to|advise|help) me (?:if|whether|what|how|why)|do not know (?:if|whether|what|how)|not sure (?:if|whether|what|how)|any (?:truth|evidence|proof|studies|research)|true or (?:false|not|myth)|fact or (?:fiction|myth|cap)|myth or|or is (?:that|it|this)|or (?:not|nah|no)$|(?:yes|y) or (?:no|n)|need (?:to know|advice)|what do you (?:guys |all )?think|can (?:someone|anyone|somebody|anybody|you)|does (?:anyone|anybody)|has (?:anyone|anybody)|is there|am i|should i|can i|could i|do i|would it|will it|does it|can it|is it safe|question about|legit$|true$|right$|thoughts$|should we|what is the (?:best|right|difference|truth))\b/;

/** Words that pass on what others say. */
const REPORTED =
  /\b(?:(?:my |the |our |her |his |a |some |this |these |that |most |many |every |your )?(?:\w+ )?(?:doctor|doc|doctors|gp|cardiologist|chiropractor|chiro|naturopath|nutritionist|dietitian|dentist|pharmacist|nurse|friend|neighbou?r|mom|mum|mother|dad|father|aunt|uncle|sister|brother|wife|husband|coach|trainer|boss|coworker|colleague|people|guy|lady|woman|man|video|article|podcast|influencers?|youtuber?|tiktok|blog|book|website|ad|gurus?|folks|everyone|everybody|someone|somebody|they|he|she|post|reddit|facebook|google|study|label|seller|company|companies|others)s? (?:always |just |keeps? |also |all |now |even |still |once |really )*(?:says?|said|claims?|claimed|claiming|swears?|swore|thinks?|believes?|believed|insists?|insisted|told|tells?|saying|telling|told|suggests?|argues?|reckons?|recommended|recommends|keeps? (?:saying|telling)|is convinced|are convinced|was told)|according to|i (?:have )?(?:heard|read|saw|seen|been told)|i was told|was told|it is (?:said|claimed|believed)|supposedly|allegedly|apparently|rumou?r|word is|people who (?:claim|say|think|believe)|have been told|been hearing|keep hearing|told me|tells me|say that)\b/;

/** Refusals of a whole statement. */
const REFUTING =
  /\b(?:myths?|false|falsehood|debunk\w*|nonsense|bs|bull ?shit|bullcrap|baloney|rubbish|bogus|misinformation|disinformation|fake news|hoax|untrue|inaccurate|incorrect|misleading|wrong(?! (?:places?|parts?|spots?|areas?|direction|tissues?))|a lie|lies|lying|quackery|unproven|unfounded|unsupported|disproven|disproved|refuted|contradicts?|fairy tale|wishful thinking|cap|no way|doubt|doubtful|skeptical|sceptical|overstated|exaggerated|hogwash|poppycock|bunk|nope|as if|yeah right|sure jan|far fetched|pseudoscience|snake oil|woo)\b/;

const NEGATION =
  /^(?:not|no|never|nothing|none|neither|nor|nobody|without|zero|hardly|barely|cannot|stop|isnt|doesnt|fails?|failed)$/;

/** "not only", "no doubt", "why not", "if you do not": a "not" that refuses nothing. */
const HARMLESS_NEGATION =
  /\b(?:not (?:only|just|to mention|necessarily only|sure|know|knowing|realize|want|wanting|forget|worry|everyone knows)|no (?:doubt|wonder|joke|matter|question|longer|idea|clue|brainer|one (?:tells|talks|told|knows)|offense|problem|issues?|side effects?)|why not|if (?:you|i|we|they|he|she|it|your \w+|the body) (?:do|does|are|is|have|has|can) not|when (?:you|i|we|they) (?:do|are|have|can) not|because (?:i|we|they|you) (?:do|did|was|were|have|can) not|who (?:do|does|did|are|can) not|did you not|do you not|does not everyone|whether or not|or not|is not it|is it not|are not they|does not it|can not (?:wait|believe|recommend|live|get enough|hurt|stress|say enough|afford|sleep|stand|tell|eat)|could not (?:believe|sleep|agree)|not too|do not (?:know|want|worry|forget|think twice|let|skip|waste|hear|realize|care|mind|ask|sleep|wait|you|talk|bother|even know)|(?:i|you|we|they|people|who|if \w+) do not (?:have|get|eat|take|like|need|tell)|(?:might|may) not|if not|not all|(?:even )?though it does not \w+|(?:places?|where|parts?) (?:it|they|that) (?:do|does|should) not(?: be| belong| go)?|nobody is \w+|not (?:mk4|mk7|k1|d2)$|did not (?:know|realize|even know|want|tell)|never (?:take|heard|knew|felt|been|told|had|looked|go|mix|eat)|not (?:taking|getting|enough|eating|telling|having|a doctor|medical advice|everyone)|will not (?:tell|find|hear|believe|regret)|nobody (?:tells|talks|told|knows|mentions)|without (?:k2|it|d3|vitamin|enough|taking|the|any k2|sufficient|that|mk7)|no (?:k2|vitamin k2|d3)|stop (?:taking|eating|calcium|the|calcif\w+|plaque|bone|bleeding|my|wasting|arter\w+|hardening|it|cramps)|not (?:absorb\w*|go(?:ing)? (?:into|in|where)|end(?:ing)? up|stay(?:ing)? in|in (?:the|your|my) (?:arter\w+|blood|soft|heart)|clog\w*|stick\w*|your arteries|the arteries|arteries))\b/g;

/** How many refusals a text holds that no harmless turn explains; odd means no, even means yes. */
function refusals(plain: string, conceptNegations: number): number {
  const rest = plain.replace(HARMLESS_NEGATION, ' ');
  const negations = rest.split(' ').filter((word) => NEGATION.test(word)).length;
  const refuting = REFUTING.test(rest) ? 1 : 0;
  return Math.max(0, negations - conceptNegations) + refuting;
}

export interface StanceInput {
  readonly segment: Segment;
  /** "not", "no" … that belong to a known phrase ("does nothing", "not enough") and so are part of the claim. */
  readonly conceptNegations: number;
  /** The claim itself is a "not" ("K2 does nothing for arteries"). */
  readonly claimIsNegative: boolean;
  /** The sentence after this one: "… Nonsense." belongs to what stands before it. */
  readonly next: Segment | undefined;
  /** The sentence before this one: "Myth: …", "Is it true?" */
  readonly previous: Segment | undefined;
}

export function stanceOf({
  segment,
  conceptNegations,
  claimIsNegative,
  next,
  previous,
}: StanceInput): Stance {
  // "No, it does not": the first word only points at what follows.
  const words = LEADING_NO.test(segment.raw) ? segment.words.slice(1) : segment.words;
  const plain = words.join(' ');
  const question =
    segment.question ||
    (QUESTION_OPENER.test(plain) && !IMPERATIVE.test(plain)) ||
    ASKING.test(plain) ||
    (next !== undefined &&
      next.words.length <= 6 &&
      next.question &&
      SHORT_QUESTION.test(next.words.join(' '))) ||
    (previous !== undefined &&
      previous.words.length <= 7 &&
      previous.question &&
      SHORT_QUESTION.test(previous.words.join(' ')));
  if (question && !RHETORICAL.test(plain)) return 'asks';

  const count = refusals(plain, conceptNegations);
  const nextRefutes =
    next !== undefined && next.words.length <= 6 && !next.question && REFUTING.test(next.words.join(' '));
  const previousRefutes =
    previous !== undefined &&
    previous.words.length <= 4 &&
    !previous.question &&
    REFUTING_ALONE.test(previous.words.join(' '));
  let denies = count % 2 === 1;
  if (nextRefutes || previousRefutes) denies = !denies || count > 0;
  if (claimIsNegative && count > 0) denies = !denies;
  if (denies) return 'denies';
  if (segment.quoted) return 'reports';
  return REPORTED.test(plain) ? 'reports' : 'asserts';
}

const LEADING_NO = /^\W*(?:no|nope|nah)\s*[,.:;!]/i;
const SHORT_QUESTION =
  /\b(?:true|right|correct|real|legit|thoughts|myth|fact|agree|really|safe|sure|opinions?|anyone|truth|think)\b/;
const REFUTING_ALONE =
  /^(?:myth|false|nope|no|wrong|nonsense|debunked|bs|bullshit|lie|fake|incorrect|not true|untrue|sorry but no|actually no|um no)\b/;
const RHETORICAL =
  /\b(?:who knew|guess what|you know what|did you know|how amazing|how cool|why would anyone|know why|know what)\b/;

/** Whether a claim's own sentence says "not". */
export function isNegative(claim: string): boolean {
  return /\b(?:not|no|nothing|never|cannot|useless|none)\b/i.test(claim);
}
