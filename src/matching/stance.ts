import type { Stance } from '../knowledge/schema.ts';
import { type Segment, wordsOf } from './normalise.ts';

/**
 * What a message does with the claim in one of its sentences. Read from words alone, so it errs on the kind side: where
 * it is unclear whether somebody asserts or asks, they ask; where they pass on what others say, they do not assert it.
 */
export interface StanceInput {
  readonly segments: readonly Segment[];
  /** The place of the sentence that the claim was found in. */
  readonly at: number;
  /** The claim itself is a "not" ("K2 does nothing for arteries"). */
  readonly claimIsNegative: boolean;
}

export function stanceOf({ segments, at, claimIsNegative }: StanceInput): Stance {
  const own = segments[at];
  if (own === undefined) return 'asserts';
  const plain = own.words.join(' ');
  if (isQuestion(segments, at) || segments.some((_, place) => place !== at && asksAboutIt(segments, place))) {
    return 'asks';
  }
  const clauses = clausesOf(own);
  const refutes = clauses.some((clause) => REFUTING.test(clause)) || refutedByNeighbours(segments, at);
  const reported =
    own.quoted || REPORTED.test(plain) || MESSAGE_REPORTED.test(segments[at - 1]?.words.join(' ') ?? '');
  if (reported && !refutes) return 'reports';
  const refused = refutes || clauses.some((clause, place) => refuses(clause, place === 0));
  if (refused !== (claimIsNegative && clauses.some((clause, place) => refusals(clause, place === 0) > 0)))
    return 'denies';
  if (segments.length === 1 && isFragment(own)) return 'asks';
  return 'asserts';
}

/** Whether a claim's main clause says "not": "K2 does nothing for arteries", but not "Only K2 does, K1 does not". */
export function isNegative(claim: string): boolean {
  const [main = ''] = claim.split(/[,;]|\b(?:so|because|who|even|that)\b/);
  return /\b(?:not|no|nothing|never|cannot)\b/i.test(main);
}

/**
 * Whether anything in a message may take its assertion back, so that nobody is said to assert what they doubt, tell of
 * or ask about. Far wider than `stanceOf`: a moderator loses little by an alert that does not come.
 */
export function mayNotAssert(segments: readonly Segment[], at: number): boolean {
  const own = segments[at];
  if (own === undefined) return true;
  const plain = own.words.join(' ').replace(HARMLESS, ' ');
  return (
    segments.some((one) => one.question || one.quoted || /["“”≠]/.test(one.raw)) ||
    DOUBTFUL.test(plain) ||
    segments.some((one) => REPORTED.test(one.words.join(' ')) || DISTANCED.test(one.words.join(' '))) ||
    ASKING.test(plain)
  );
}

const DOUBTFUL =
  /\b(?:not|nothing|neither|nor|zero|hardly|barely|still|yet|whether|if|or|worth|might|maybe|perhaps|supposed|should have|used to|my ass)\b/;
const DISTANCED =
  /\b(?:lol|lmao|come on|relax|spare me|marketing|placebo|dummy|trials?|meta analysis|studies|nurse|pharmacist|dietitian|hematologist|haematologist|cardiologist here|doc here|a and e|thinking of|thinking about|sad|stop it|careful|please|nonsense|myths?|sigh|guess|hope|hoping|wish)\b/;

// ── asking ──────────────────────────────────────────────────────────

const AUXILIARY = 'do|does|did|is|are|was|were|am|can|could|will|would|should|shall|has|have|may|might|must';

/** Openers that make a question even without a question mark; people on phones leave it out. */
const QUESTION_OPENER = new RegExp(
  `^(?:(?:so|and|but|or|ok|okay|hey|hi|hello|um|uh|well|please|guys|also|wait|hmm|yo|sir|mam|madam|serious|quick|question|dumb|stupid|real|honest|genuine|asap|help|doc|dr|then|now|because) )*` +
    `(?:(?:${AUXILIARY}) (?!not\\b)\\w+|(?:${AUXILIARY}) not (?:k1|k2|mk4|mk7|it|this|that|there|my|your|the|vitamin|all|natto)\\b|(?:what|how|why|which|who) (?:(?:much|many|long|often|about|come|bad|safe|good|\\w+) )?(?:${AUXILIARY}|if|to|about)\\b|(?:where|when) (?:${AUXILIARY})\\b|what (?:if|about|k2|dose|kind|form|type|foods?)\\b|how (?:come|much|many|safe|about)\\b|which\\b|any(?:one|body)? (?:know|tried|else|here|have|has|take|proof|evidence|truth|studies|thoughts|experience|idea|good)|thoughts on|wondering|curious|asking)`,
);
/** "Do not take k2", "do yourself a favour", "may I say": an order or a turn of speech, not a question. */
const NO_QUESTION =
  /^(?:so |and |please |but )*(?:do your|do it|have a|what a|how (?:nice|cool|amazing)|who knew|guess what)\b/;

const ASKING =
  /\b(?:is (?:it|this|that) (?:really |actually |even )?(?:true|real|legit|correct|right|safe|ok|okay|a myth|fact|posible|possible)|i (?:was |am )?(?:just )?(?:wonder(?:ing)?|curious)|wondering (?:if|whether|about)|want(?:ed)? to (?:know|ask)|(?:going|like) to (?:know|ask)|(?:tell|explain to|advise|help) me (?:if|whether|what|how|why)|do not know (?:if|whether|what|how|which|who)|not sure (?:if|whether|what|how|which)|any (?:truth|evidence|proof) (?:to|for|that|in)|true or (?:false|not|myth)|fact or (?:fiction|myth|cap)|myth or|or is (?:that|it|this)|or (?:not|nah|no|naw)$|(?:yes|y) or (?:no|n)\b|y n$|what is (?:it|ideal|best|a good)|(?:is|are) \w+ (?:\w+ )?(?:ok|okay|safe|fine|bad|enough|ideal) or\b|need (?:to know|advice)|can (?:someone|anyone|somebody|anybody)|does (?:anyone|anybody)|has (?:anyone|anybody)|(?:should|shoud|shud|can|could|must|may|do|am) i\b|should we|is it safe|legit$|true$|right$|thoughts$|correct$|what is the (?:best|right|difference|truth)|what do you (?:guys |all )?think$|how (?:many|long|often)|(?:pls|please|plz) (?:reply|answer|advise|advice|help|tell)|wish to know|weigh in|who to believe|what to (?:make of|think|believe)|not a clue|no idea (?:if|whether)|worth a try|wonder (?:how|if|why|whether)|ever (?:confirmed|proven)|anything (?:behind|to) (?:it|this)|(?<!so |and )\b(?:would|could|can|will|does) (?:k2|mk7|mk4|natto|vitamin k2?|menaquinone|a bit of|it really)\b|(?:interaction|forbidden|symptoms|list)$|any (?:vegan|good|other|real)|is there (?:even|any|a)\b|so can a\b|is she right|is he right|are they right|pulling my leg)/;

/** A short question after or before the sentence, or anywhere a question that points back to it, asks about it too. */
const POINTS_BACK =
  /\b(?:it|this|that|these|them|they|he|she|k2|k1|mk7|mk4|k|vitamin|capsules?|pills?|drops?|true|right$|real|legit|safe|worth|possible|reasonable|overkill|normal|needed|thoughts|myth|work|ideal|dose|instead|should i|can i|could i|do i|am i|shoud i|how many|how much)\b/;
const MAX_POINTING_WORDS = 30;
/** "Coincidence? No." answers itself; so does "what do you think happens". */
const RHETORICAL =
  /\b(?:coincidence|who knew|guess what|you know what|know why|know what|did you know|how amazing|how cool|why would anyone|do you think happens|does that sound|see the pattern|need i say|who is asking|any questions)\b/;
const SELF_ANSWER =
  /^(?:no|nope|nah|yes|yep|yeah|exactly|of course|never|because|simple|bingo|not|here is)\b/;

function isQuestion(segments: readonly Segment[], at: number): boolean {
  const one = segments[at];
  if (one === undefined) return false;
  const plain = one.words.join(' ');
  if (RHETORICAL.test(plain)) return false;
  const next = segments[at + 1];
  if (next !== undefined && one.question && SELF_ANSWER.test(next.words.join(' ')) && !next.question)
    return false;
  return one.question || ((QUESTION_OPENER.test(plain) || ASKING.test(plain)) && !NO_QUESTION.test(plain));
}

function asksAboutIt(segments: readonly Segment[], at: number): boolean {
  const one = segments[at];
  if (one === undefined || one.words.length > MAX_POINTING_WORDS || !isQuestion(segments, at)) return false;
  return one.words.length <= 2 || POINTS_BACK.test(one.words.join(' '));
}

/** A few words with no verb that says how things are: what people type into a search box. */
const SAYS_HOW_THINGS_ARE =
  /\b(?:is|are|was|were|am|has|have|had|does|did|will|would|can|could|should|must|may|might|i|my|me|we|our|you|your|thx|thanks|lol|because|that|since|gone|not|no|never|(?!clogged|calcified|hardened|blocked|fermented|based|needed|recommended|increased|pastured|combined|related|aged|brand)\w{3,}ed|(?!vs|bones|arteries|kidneys|stones|symptoms|benefits|studies|levels|cramps|joints|dos|teeth|eyes|eggs|diabetes|osteoporosis|dose|mcgs?|drops|pills|capsules|foods|sources|statins|headaches|clots|babies|newborns|bruises|spurs|gums|cavities|hormones|proteins|wrinkles|palpitations|side|effects|doses|supplements|vitamins|greens|menaquinones|veins|valves|vessels|deposits)[a-z]{3,}s)\b/;
/** "Statins deplete", "eggs contain". */
const PLURAL_DOES =
  /\b\w{3,}s (?:deplete|cause|cure|contain|have|need|make|block|stop|help|lower|raise|kill|lack|beat|prevent|remove|reverse|wreck|ruin|absorb|turn|get|work)\b/;
const MAX_FRAGMENT_WORDS = 9;

function isFragment(one: Segment): boolean {
  if (one.words.length > MAX_FRAGMENT_WORDS || /[.!\p{Extended_Pictographic}]\s*$|=/u.test(one.raw))
    return false;
  const plain = one.words.join(' ');
  return !SAYS_HOW_THINGS_ARE.test(plain) && !PLURAL_DOES.test(plain);
}

// ── passing on ──────────────────────────────────────────────────────

const SAYS =
  'says?|said|sez|claims|claimed|claiming|swears?|swore|thinks?|thought|believes?|believed|insists?|insisted|told|tells|saying|telling|suggests?|suggested|argues?|argued|reckons?|recommended|recommends|convinced|heard|posted|posts|posting|blames?|mentioned|warned|warns|promised|promises|preaches|wrote|writes|announced|keeps? (?:saying|telling|posting)|has a (?:whole )?theory|reports?|reported|states?|stated|describes?|described|maintains?|maintained|linked|links|reads|quoted|advised|explained|explains|forwards?|forwarded|concluded|concludes|hands out|is sure|are sure';
/** Words that pass on what others say: somebody else, then a verb of saying. */
const REPORTED = new RegExp(
  `(?:\\b(?!(?:i|we|you|am|nobody|would|will|might|may|could|should|can|do|did|to|not|never|study|studies|trials?|research|science|evidence|experience|not)\\b)\\w+ )(?:(?:always|just|also|all|now|even|still|once|really|then|both|has|have|had|was|is|are|be) )*(?:${SAYS})\\b|\\baccording to\\b|\\b(?:in (?:his|her|their)|of the) (?:view|opinion)\\b|\\b(?!my )\\w+ (?:theory|view|idea|opinion|belief) (?:is|was)\\b|^(?:read|heard|saw) (?:somewhere|that|a|an|this|on|in)\\b|\\b(?:study|paper|cohort|trial|group) (?:\\w+ ){0,6}(?:reported|found|linked)\\b|\\bi (?:have |have been |was |am |just |keep |once |recently )*(?:heard|hearing|read somewhere|read that|read in|read on|been told|told)\\b|\\bit is (?:said|claimed|believed)\\b|\\b(?:supposedly|allegedly|rumou?r|word is|saw (?:a|an|this|some) (?:video|post|tiktok|reel|article|clip))\\b`,
);
/** "… This lady on the radio:" hands the next sentence on. */
const MESSAGE_REPORTED = new RegExp(
  `\\b(?:${SAYS}) (?:me |us |everyone |everybody |people |that |this |the following )*$`,
);

// ── refusing ────────────────────────────────────────────────────────

/** Refusals of a whole statement. */
const REFUTING =
  /\b(?:(?<!or |or a |the |a common |any )myths?(?! or)|false(?! or)|(?<!or )falsehood|debunk\w*|nonsense|bs|bull ?shit|bullcrap|baloney|rubbish|bogus|misinformation|disinformation|fake news|hoax|untrue|inaccurate|incorrect|misleading|(?:is|are|was|were|flat|plain|dead|they|you|he|she|them|simply|just|completely) (?:\w+ )?wrong(?! (?:places?|parts?|spots?|areas?|direction|tissues?|form|kind|type))|a lie|lies|lying|quackery|unproven|unfounded|unsupported|disproven|disproved|refuted|fairy tale|wishful thinking|no way|doubtful|skeptical|sceptical|overstated|overblown|exaggerated|hogwash|poppycock|bunk|as if|yeah right|sure jan|far fetched|pseudoscience|snake oil|stop (?:telling|saying|claiming|spreading|posting|repeating|pretending|believing|selling)|quit (?:telling|saying|claiming|spreading)|tired of hearing|scaremongering|scare mongering|spare me|(?:do not|never) fall for|sorry to (?:burst|break)|changes? (?:zilch|nothing)|makes? no difference|same as (?:the )?(?:placebo|dummy)|(?:the|exactly) same as before|basically (?:no|zero)|not even a bit|good grief|total rubbish|absolute rubbish|not how (?:this|it|that) works|not a thing|no business|no basis|has it backwards|made up|sick of (?:hearing|seeing))\b/;
const REFUTING_ALONE =
  /^(?:myth|false|nope|no$|no (?:it|that|k2|this|they|way|chance|sorry|not|vitamin)|wrong|nonsense|debunked|bs|bullshit|lie|fake|incorrect|not true|untrue|sorry but no|actually no|um no|just no|nah|lol no|it is not|it does not|it has not|they do not|that is (?:not|false|wrong|nonsense|a myth))\b/;
/** "It does nothing of the sort", "please stop telling people": takes back what stands elsewhere in the message. */
const TAKES_BACK =
  /^(?:it|that|this|they) (?:do|does|is|are|did|has) (?:not|nothing)\b(?! (?:only|just|too|taste|matter|cost))|\bstop (?:telling|saying|claiming|spreading|posting|frightening|scaring|repeating|selling)\b|^(?:so )?no it (?:does|is|can|will|did) not\b/;
const MAX_REFUTING_WORDS = 7;

/** "not only", "no doubt", "why not", "not enough": a "not" that refuses nothing. */
const HARMLESS =
  /\b(?:not (?:only|just|to mention|necessarily only|sure|know|knowing|realize|want|wanting|forget|worry|everyone knows|enough|getting|taking|eating|telling|having|a doctor|medical advice|everyone|too|all|even mention|here to)|why not|whether or not|or not|is not it|is it not|are not they|does not it|do not they|is not she|is not he|did you not|do you not|not (?:mk4|mk7|k1|d2|k2|the k1|from)$|if not|might not|may not|not (?:absorb\w*|go(?:ing)? (?:into|in|where)|end(?:ing)? up|stay(?:ing)? in|clog\w*|stick\w*)|(?:places?|where|parts?) (?:it|they|that) (?:do|does|should) not(?: be| belong| go)?|(?:do|does|did|can|could|will|would|should) not (?:know|want|worry|forget|think twice|let|skip|waste|hear|realize|care|mind|ask|sleep|wait|talk|bother|even know|tell|have to|need to|believe (?:how|the|what)|recommend (?:it|this) enough|say enough|get enough|live|afford|stand|admit|lift|find any|touch my|take my|patent|be patented|lie)|(?:even )?though (?:it|they) (?:do|does) not \w+|not a single shrug)\b/g;

/** "I do not take it" tells about me; "I do not buy it" refuses the claim. */
const PERSON =
  /^(?:i|we|you|he|she|they|who|people|doctors?|doc|docs|surgeons?|nurses?|women|men|kids|folks|nobody|everybody|everyone|someone|mum|mom|dad|wife|husband|patients?|host|us|them|me|if|when|because|without|since|unless)$/;
const REFUSING_VERB =
  /^(?:believe|buy|think|agree|trust|see|seen|shown|found|proved|proven|work|works|help|recommend|fall|claim)$/;
const LOOK_BACK = 4;
/** "No evidence", "no effect": these refuse; "no stones", "no pain", "no K2" tell what is so. */
const NO_WHAT =
  /^(?:evidence|proof|effect|effects|difference|benefit|benefits|trials?|study|studies|data|science|reason|way|change|use|good|vitamin|supplement|pill|food|magic|link|role|such|human|humans|clinical|solid|real|scientific|convincing|connection|impact|help|better|part|known)$/;

/** What a claim speaks of: "it does not", "the trials did not". A "not" about anything else tells a story. */
const CLAIM_SUBJECT =
  /^(?:k|k1|k2|k3|mk4|mk7|vitamins?|menaquinones?|natto|nattokinase|it|that|this|these|they|which|there|supplements?|pills?|capsules?|trials?|stud(?:y|ies)|evidence|research|science|claims?|calcium|arter(?:y|ies)|bones?|plaque|warfarin|coumadin|eliquis|statins?|marker|shot|milk|d3|d|cheese|butter|eggs?|liver|foods?|bodies|body|blockages?|stones?)$/;
const DOES = /^(?:do|does|did|doing|has|is|was|shows?|showed|found|changes?|changed|means?|proves?)$/;
/** "Nobody has shown", "hardly any". */
const NOBODY_DID =
  /^(?:shown|showed|proved|proven|found|repeat|replicate|tested|repeated|any|seen|make|makes|contain)$/;

/** How many refusals a clause holds; two in one clause cancel out ("it is not true that it does not"). */
function refusals(clause: string, isFirst: boolean): number {
  const words = clause.replace(HARMLESS, ' ').split(' ').filter(Boolean);
  let count = REFUTING.test(clause) ? 1 : 0;
  words.forEach((word, at) => {
    if (word === 'not' || word === 'never') {
      const before = words.slice(Math.max(0, at - LOOK_BACK), at);
      const after = words.slice(at + 1, at + 4);
      const isOfPerson = before.some((one) => PERSON.test(one));
      // "Miso and tempeh, those soy foods, do not": the comma has cut the subject off. "Do not take it" has none.
      const hasNoSubject =
        at <= 1 && (word === 'not' || at === 1) && !(isFirst && /^(?:do|never)$/.test(words[0] ?? ''));
      const isOfClaim = hasNoSubject || words.slice(0, at).some((one) => CLAIM_SUBJECT.test(one));
      if ((isOfPerson || !isOfClaim) && !after.some((one) => REFUSING_VERB.test(one))) return;
      count += 1;
    } else if (word === 'no' || word === 'zero' || word === 'little') {
      const has =
        /^(?:has|have|is)$/.test(words[at - 1] ?? '') && !words.slice(0, at).some((one) => PERSON.test(one));
      if (has || words.slice(at + 1, at + 3).some((one) => NO_WHAT.test(one))) count += 1;
    } else if (word === 'nobody' || word === 'hardly') {
      if (words.slice(at + 1, at + 4).some((one) => NOBODY_DID.test(one))) count += 1;
    } else if (word === 'nothing') {
      if (DOES.test(words[at - 1] ?? '') && !words.slice(0, at).some((one) => PERSON.test(one))) count += 1;
    } else if (word === 'neither' || word === 'nor' || word === 'fails' || word === 'failed') {
      count += 1;
    }
  });
  return count;
}

/** "It is not true that it does not" takes back the first refusal; "it is not a magnet, it is not a broom" does not. */
const ABOUT_TRUTH = /\b(?:true|false|myths?|wrong|say|claim|mean|deny)\b/;

function refuses(clause: string, isFirst: boolean): boolean {
  const count = refusals(clause, isFirst);
  return count % 2 === 1 || (count > 1 && !ABOUT_TRUTH.test(clause));
}

/** "No, it does not": the first word only points at what follows. */
const LEADING_NO = /^\W*(?:no|nope|nah)\s*[,.:;!]/i;
const CLAUSE_END =
  /[,;:()]|\b(?:but|because|cos|cuz|coz|although|though|while|yet|whereas|so that|and then|and|so)\b/i;

function clausesOf(one: Segment): string[] {
  const raw = one.raw.replace(LEADING_NO, ' ');
  return raw
    .split(CLAUSE_END)
    .map((part) => wordsOf(part).join(' '))
    .filter((part) => part !== '');
}

function refutedByNeighbours(segments: readonly Segment[], at: number): boolean {
  const next = segments[at + 1];
  const previous = segments[at - 1];
  const refutesAlone = (one: Segment | undefined): boolean =>
    one !== undefined &&
    one.words.length <= MAX_REFUTING_WORDS &&
    !one.question &&
    REFUTING_ALONE.test(one.words.join(' '));
  const refutes = (one: Segment | undefined): boolean =>
    one !== undefined &&
    one.words.length <= MAX_REFUTING_WORDS &&
    !one.question &&
    REFUTING.test(one.words.join(' '));
  const opening = segments[0];
  return (
    (at > 0 && opening?.words.join(' ') === 'no') ||
    refutes(next) ||
    refutesAlone(next) ||
    refutesAlone(previous) ||
    segments.some((one, place) => place !== at && TAKES_BACK.test(one.words.join(' ')))
  );
}
