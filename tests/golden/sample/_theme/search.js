/* Search in the reader's browser, from small pieces of an index in `_search/`. First words become terms, as
   sitegen/search/terms.py makes them; then pieces are fetched, as classic scripts that call sitegen_search; then
   entries are scored; last comes what is seen. Nothing that is typed leaves the browser. */
(function () {
  "use strict";

  /* -- words to terms -- */

  const STOP = {
    en:
      "a about also am an and any are as at be been being but by can cannot cant could did didnt do does doesnt doing " +
      "done dont for from get gets getting got had has have having he her here hers him his i if im in into is isnt it " +
      "its ive just let lets like may me might mine my myself of on or our ours please shall she should so some such " +
      "than that thats the their theirs them then there theres these they theyre this those to us very was wasnt we " +
      "were weve what whats which will wont would you your youre yours",
    fr:
      "a au aux c ce d de des du elle en est et il j je l la le les m ma me mes mon nous on qu que s se sont un une vous",
    cy:
      "a ac am an ar at bod bydd byddai chi dy ef ei eich ein eu fe fi fod fy gan gyda hi hon hwn hyn hynny i mae mi " +
      "neu nhw ni o oedd oes os r sy sydd ti un wrth y ydw ydy ydyw yn yr yw"
  };
  for (const language of Object.keys(STOP)) STOP[language] = new Set(STOP[language].split(" "));
  /* Vowel signs and the like; scripts without blanks between words; accents: as sitegen/search has them. */
  const SIGNS =
    "\\u0711-\\u07f3\\u0816-\\u082d\\u08e3-\\u0963\\u0981-\\u09e3\\u09fe-\\u0a75\\u0a81-\\u0ae3\\u0afa-\\u0b63\\u0b82-\\u0bd7" +
    "\\u0c00-\\u0c63\\u0c81-\\u0c83\\u0cbc-\\u0d4d\\u0d57-\\u0d63\\u0d81-\\u0df3\\u0e31-\\u0e3a\\u0e47-\\u0e4e\\u0eb1-\\u0ecd" +
    "\\u0f3e-\\u0f84\\u0f86-\\u0fbc\\u102b-\\u103e\\u1056-\\u109d\\u135d-\\u135f\\u1712-\\u1734\\u1752-\\u17d3\\u1b00-\\u1b44" +
    "\\u302a-\\u302f\\u3099\\u309a";
  const UNSPACED =
    "\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e81-\\u0ecd\\u1000-\\u103f\\u1050-\\u108f\\u1780-\\u17d3\\u3005\\u3007\\u3041-\\u3096\\u3099" +
    "\\u309a\\u309d-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\u{20000}-\\u{3134f}";
  const ACCENTS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]+/g;
  const UNSEEN = /[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
  const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", ı: "i", ħ: "h", ŧ: "t", ɓ: "b", ɗ: "d", ƙ: "k", ƴ: "y", ς: "σ", ى: "ي", ی: "ي", ک: "ك", ة: "ه",
    þ: "th", ß: "ss", æ: "ae", œ: "oe", ŋ: "ng", ـ: "" };
  const LETTER = new RegExp("[" + Object.keys(LETTERS).join("") + "]", "g");
  const IN_WORD = "[\\p{L}\\p{N}" + SIGNS + "]";
  const WORD = new RegExp(IN_WORD + "+(?:['&-]" + IN_WORD + "+)*", "gu");
  const SEEN_WORD = /[\p{L}\p{N}\p{M}\u00ad]+(?:['‘’ʼ´&‐‑-][\p{L}\p{N}\p{M}\u00ad]+)*/gu;
  const WORD_ENDING = new RegExp(IN_WORD + "+$", "u");
  const RUNS = new RegExp("[" + UNSPACED + "]+|[^" + UNSPACED + "]+", "gu"), HAS_RUN = new RegExp("[" + UNSPACED + "]", "u");
  const BLANK = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
  const ENDINGS = ["s", "ll", "re", "ve", "d", "m"], WELSH = ["r", "n", "i", "u", "w", "m", "th", "ch"];
  const ELISIONS = "c d j l m n qu s t jusqu lorsqu puisqu un all dall dell nell sull quell".split(" ");
  const AND = / and ([A-Za-z])(?![A-Za-z0-9'’&+-])/g, PLUS = /(?: & | \+ |\+)([A-Za-z])(?![A-Za-z0-9'’&+-])/g;
  const SINGLE = /(?:^|[^A-Za-z0-9'’&+-])([A-Za-z])$/;
  const NAME = /[A-Z][a-z]+(?![A-Za-z'’-])/g, CAPITALS = /[A-Z]{2,}(?![A-Za-z])/g;

  function fold(text) {
    return text.replace(/[‘’ʼ´]/g, "'").replace(/[‐‑]/g, "-").replace(UNSEEN, "").normalize("NFKD").toLowerCase().replace(ACCENTS, "")
      .replace(LETTER, letter => LETTERS[letter]).normalize("NFC").replace(/([0-9]),(?=[0-9]{3}(?![0-9]))/g, "$1");
  }
  /** `A&E` for "A and E". */
  function pairsIn(text) {
    const found = [...text.matchAll(AND), ...text.matchAll(PLUS)];
    return found.map(match => [SINGLE.exec(text.slice(Math.max(0, match.index - 2), match.index)), match[1]])
      .filter(([first]) => first).map(([first, second]) => first[1] + "&" + second);
  }
  /** What stands between blanks, and behind it what is seen in no such chunk alone. */
  function chunksOf(text) {
    const chunks = text.split(BLANK).filter(Boolean);
    if (chunks.length < 3) return chunks.length > 1 || text.includes("+") ? chunks.concat(pairsIn(text)) : chunks;
    if (!/[a-z]/.test(text)) return text.toLowerCase().split(BLANK).filter(Boolean).concat(pairsIn(text));
    const names = [...text.matchAll(NAME)].filter(match => /^[a-z,;][ \n]$/.test(text.slice(Math.max(0, match.index - 2), match.index)))
      .map(([name]) => name).filter(name => STOP.en.has(name.toLowerCase()));
    return chunks.concat(names.map(name => name.toUpperCase()), pairsIn(text));
  }
  function plain(word, language) {
    const [head, ...tails] = word.split("'"), last = tails[tails.length - 1];
    if (!tails.length) return word;
    if ((language === "cy" ? WELSH : ENDINGS).includes(last)) return head + tails.slice(0, -1).join("");
    return (ELISIONS.includes(head) && [...last].length > 1 ? "" : head) + tails.join("");
  }
  /** The words that count in what is written as one. */
  function partsOf(word, language, stops) {
    const cut = part => [...part].slice(0, 32).join("");
    if (/^[a-z0-9]+$/.test(word)) return stops.has(word) ? [] : [cut(word)];
    const parts = word.match(/[^&-]+/g).map(part => plain(part, language)), joined = parts.join("");
    if (word.includes("&") && [...joined].length <= 4) return [joined];
    const found = parts.filter(part => !stops.has(part) && ([...part].length > 1 || parts.length === 1 || /^\p{Nd}+$/u.test(part)));
    if (parts.length === 2 && word.includes("-") && !/^[\p{Nd}-]+$/u.test(word)) found.push(joined);
    return found.map(cut);
  }
  const canSlip = word => [...word].length > 1 && !HAS_RUN.test(word);
  function termOf(word, language) {
    return language === "en" && canSlip(word) ? stem(respell(word)) : (word.match(/[^]\p{M}*/gu) || []).slice(0, 6).join("");
  }
  /** A part itself; where it is written without blanks, every two neighbours among its letters. */
  function piecesOf(part) {
    if (!HAS_RUN.test(part)) return [part];
    return part.match(RUNS).flatMap(run => {
      if (!HAS_RUN.test(run)) return [run];
      const letters = run.match(/[^]\p{M}*/gu);
      return letters.length > 1 ? letters.slice(1).map((letter, place) => letters[place] + letter) : letters;
    });
  }
  /** The words of a text with their terms; `isAlone` where it has none but those that say nothing. */
  function read(text, language) {
    function words(chunks, stops) {
      return chunks.flatMap(chunk => {
        const capitals = new Set((chunk.match(CAPITALS) || []).map(word => word.toLowerCase()));
        return (fold(chunk).match(WORD) || []).flatMap(word => partsOf(word, language, word.split(/['&-]/).some(part => capitals.has(part)) ? new Set() : stops))
          .flatMap(piecesOf)
          .map(whole => ({ whole, term: termOf(whole, language) }));
      });
    }
    const found = words(chunksOf(text), STOP[language] || new Set());
    return found.length ? { words: found } : { words: words(text.split(BLANK), new Set()), isAlone: true };
  }
  const termsOf = (text, language) => read(text, language).words.map(word => word.term);

  /* One spelling for words that are written in several, as sitegen/search/spelling.py has it. */
  const SPELLINGS = [
    ["ae(?=[^aeiouy])", "e"],
    ["^oe(?=[dst])", "e"],
    ["(^f|^c|^am|^hom|^man|[hn])oe(?=t|lia|b|o|uv|a)", "$1e"],
    ["(col|lab|fav|flav|hon|hum|tum|harb|avi|ghb|rum|arm|^od|rig|vig|sav|deav|vap)our", "$1or"],
    ["(cent|met|lit|theat|fib|calib|sab|neuv|spect|meag)re(?=s?$)", "$1er"],
    ["yz(?=(?:e|es|ed|er|ers|ing)$)", "ys"],
    ["ys[ei]s$", "yse"],
    ["(gn|ch|mb)os[ei]s$", "$1ose"],
    ["^practis", "practic"],
    ["^((?!.*(?:advert|prom|prem|surm|dem|expert|treat|parad|chast|franch|chand|pr|erc|prec|conc|exc|inc|umc|tort)is).+[^aeiouvw])is(?=(?:e|es|ed|er|ers|ing|able|ation|ations)$)", "$1iz"],
    ["ogue(?=s?$)", "og"],
    ["^(def|off|pret|lic)ence", "$1ense"],
    ["dgement", "dgment"],
    ["^ageing$", "aging"],
    ["ll(?=ment|ful)", "l"],
    ["gramme(?=[ds]?$)", "gram"],
    ["^grey", "gray"],
    ["^mould", "mold"],
    ["^plough", "plow"],
    ["sulph", "sulf"],
    ["^sceptic", "skeptic"],
    ["^aluminium$", "aluminum"],
    ["^pyjama", "pajama"],
    ["ff(?:ing|ed)$", "ff"],
    ["^(bus|gas|lens|plus)s?es$", "$1"],
    ["^(wo)?men$", "$1man"],
    ["^children$", "child"],
    ["^paid$", "pay"]
  ].map(([pattern, spelling]) => [new RegExp(pattern, "g"), spelling]);
  function respell(word) {
    if (word.length < 4 || !/^\p{L}+$/u.test(word)) return word;
    return SPELLINGS.reduce((spelled, [pattern, spelling]) => spelled.replace(pattern, spelling), word);
  }

  /* The English stemmer of Snowball 3.1, https://snowballstem.org/algorithms/english/stemmer.html */
  const WHOLE = { skis: "ski", skies: "sky", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl" };
  for (const word of ["andes", "atlas", "bias", "cosmos", "howe", "news", "sky"]) WHOLE[word] = word;
  const STEP_2 = pairs("tional:tion enci:ence anci:ance abli:able entli:ent izer:ize ization:ize ational:ate ation:ate ator:ate " +
    "alism:al aliti:al alli:al fulness:ful ousli:ous ousness:ous iveness:ive iviti:ive biliti:ble bli:ble ogist:og ogi:og " +
    "fulli:ful lessli:less li:");
  const STEP_3 = pairs("tional:tion ational:ate alize:al icate:ic iciti:ic ical:ic ful: ness: ative:");
  const STEP_4 = pairs("ement: ment: ance: ence: able: ible: ant: ent: ism: ate: iti: ous: ive: ize: ion: al: er: ic:");

  function pairs(text) {
    return text.split(" ").map(pair => pair.split(":")).sort((a, b) => b[0].length - a[0].length);
  }
  function endOf(word, list) { return list.find(pair => word.endsWith(pair[0])); }
  function isShort(word) {
    return /[^aeiouy][aeiouy][^aeiouywxY]$/.test(word) || /^[aeiouy][^aeiouy]$/.test(word) || word.endsWith("past");
  }
  function stem(word) {
    if (word.length < 3) return word;
    if (Object.hasOwn(WHOLE, word)) return WHOLE[word];
    word = word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
    const begin = /^(?:arsen|commun|emerg|gener|inter|later|organ|past|univers)/.exec(word) || /^.*?[aeiouy][^aeiouy]/.exec(word);
    const r1 = begin ? begin[0].length : word.length;
    const next = /^.*?[aeiouy][^aeiouy]/.exec(word.slice(r1));
    const r2 = next ? r1 + next[0].length : word.length;

    if (word.endsWith("sses")) word = word.slice(0, -2);
    else if (/ie[sd]$/.test(word)) word = word.slice(0, word.length > 4 ? -2 : -1);
    else if (/[aeiouy].+s$/.test(word) && !/[us]s$/.test(word)) word = word.slice(0, -1);

    let match;
    if ((match = /(.*)eed(?:ly)?$/.exec(word))) {
      if (match[1].length >= r1 && !/^(?:succ|proc|exc)$/.test(match[1])) word = match[1] + "ee";
    } else if (/^[^aeiouy]ying$/.test(word)) word = word[0] + "ie";
    else if (!/^(?:even|cann|inn|earr|herr|out)ing$/.test(word) && (match = /(.*?)(?:ing|ed)(?:ly)?$/.exec(word)) && /[aeiouy]/.test(match[1])) {
      word = match[1];
      if (/(?:at|bl|iz)$/.test(word)) word += "e";
      else if (/([bdfgmnprt])\1$/.test(word)) { if (!/^[aeo]..$/.test(word)) word = word.slice(0, -1); }
      else if (word.length === r1 && isShort(word)) word += "e";
    }

    if (/.[^aeiouy][yY]$/.test(word)) word = word.slice(0, -1) + "i";

    let pair = endOf(word, STEP_2), rest = pair ? word.slice(0, -pair[0].length) : "";
    if (pair && rest.length >= r1 && !(pair[0] === "ogi" && !rest.endsWith("l")) && !(pair[0] === "li" && !/[cdeghkmnrt]$/.test(rest))) word = rest + pair[1];
    pair = endOf(word, STEP_3);
    rest = pair ? word.slice(0, -pair[0].length) : "";
    if (pair && rest.length >= (pair[0] === "ative" ? r2 : r1)) word = rest + pair[1];
    pair = endOf(word, STEP_4);
    rest = pair ? word.slice(0, -pair[0].length) : "";
    if (pair && rest.length >= r2 && !(pair[0] === "ion" && !/[st]$/.test(rest))) word = rest;

    rest = word.slice(0, -1);
    if (word.endsWith("e") && (rest.length >= r2 || (rest.length >= r1 && !isShort(rest)))) word = rest;
    else if (word.endsWith("ll") && rest.length >= r2) word = rest;
    return word.replace(/Y/g, "y");
  }

  /* -- pieces of the index -- */

  const words = document.getElementById("_search_words");
  const say = (name, values) => (words.getAttribute("data-" + name) || "").replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const root = words ? words.getAttribute("data-root").replace(/index\.html$/, "") : "";
  const pieces = new Map(), receivers = new Map();
  let shape = "";

  function load(name) {
    if (!pieces.has(name)) {
      pieces.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        receivers.set(name, resolve);
        script.onload = script.onerror = () => {
          script.remove();
          if (!receivers.has(name)) return;
          receivers.delete(name);
          pieces.delete(name); // the next try asks again
          reject(new Error(name));
        };
        script.src = root + "_search/" + name + ".js" + shape;
        document.head.append(script);
      }));
    }
    return pieces.get(name);
  }
  /** What the pieces call. */
  function receive(name, value) {
    const resolve = receivers.get(name);
    receivers.delete(name);
    if (resolve) resolve(value);
  }

  async function start() {
    const [entries, , , , language, bits, postings, groups, rows] = await load("start");
    shape = "?v=" + bits; // pieces of an index of another shape must not be mixed with these
    return { entries, language: Object.hasOwn(STOP, language.slice(0, 2).toLowerCase()) ? language.slice(0, 2).toLowerCase() : "", bits, postings, groups, rows };
  }
  function crc32(text) {
    let crc = -1;
    for (const byte of new TextEncoder().encode(text)) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = crc >>> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc >>> 0;
  }
  const own = (object, key) => Object.hasOwn(object, key) ? object[key] : "";
  async function postingsOf(index, key, beside = key) {
    return own(await load("postings-" + (crc32(beside) % index.postings).toString(16)), key);
  }
  /** The words that are found in a list ("words" or "slips") by a key, each with how often the number of its entries can be halved. */
  async function groupOf(index, list, key) {
    const text = own(await load(list + "-" + (crc32(key) % index.groups).toString(16)), key);
    return text ? text.split(" ").map(word => {
      const [, whole, above, last] = WITH_NUMBER.exec(word);
      return [whole, list === "slips" ? VALUE[last] : above ? 5 * above.length + 1 : 32 - Math.clz32(VALUE[last])];
    }) : [];
  }
  async function rowOf(index, number) {
    const place = Math.min(Math.floor(number * index.rows / 2 ** index.bits), index.rows - 1);
    const [route, title, text, day, by, digest, state, due, dueDay, what, newer] = (await load("rows-" + place.toString(16)))[number];
    return { route, title, text, day, by, digest, state, due, dueDay, what, newer };
  }

  const LEVELS = "!#$%()*+,-./:;=?", LAST = "0123456789abcdefghijklmnopqrstuvwxyz", MORE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ@[]^_`{|}~";
  const VALUE = {}, WITH_NUMBER = /^(.+?)([A-Z@[\]^_`{|}~]*)([0-9a-z])$/;
  for (let value = 0; value < 36; value++) { VALUE[LAST[value]] = value; VALUE[MORE[value]] = value - 36; }

  /** Calls act(number, level) for each entry in a list of postings; as sitegen/search/shards.py writes them. */
  function unfold(text, act) {
    let level = 0, number = -1, gap = 0;
    for (const character of text) {
      const value = VALUE[character];
      if (value === undefined) { level = LEVELS.indexOf(character); number = -1; }
      else if (value < 0) gap = gap * 36 + value + 36;
      else { number += gap * 36 + value + 1; gap = 0; act(number, level); }
    }
  }
  /** The entries that have a term, each with its level. */
  async function holdersOf(index, term) {
    const holders = new Map();
    unfold(await postingsOf(index, term), (number, level) => holders.set(number, level));
    return holders;
  }

  /* -- the best entries -- */

  const ENDED = 0.6, SIMILAR = 0.7; /* what a word counts for that was typed in part, or wrongly */
  const EXPLAINED = 0.9; /* what letters count for where their words were typed, and words for letters */
  const FEW_ROWS = 60; /* that are looked at to put them in order */
  const FEW = 0.25, FIRST = 12; /* of the best score; hits whose titles are looked at */

  /** How many letters are wrong, missing, too many or swapped with their neighbours; `most` + 1 where it is more. */
  function slips(typed, word, most) {
    if (Math.abs(typed.length - word.length) > most) return most + 1;
    let above = [], before = [], row = Array.from({ length: word.length + 1 }, (_, place) => place);
    for (let i = 1; i <= typed.length; i++) {
      [above, before, row] = [before, row, [i]];
      for (let j = 1; j <= word.length; j++) {
        row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (typed[i - 1] === word[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) row[j] = Math.min(row[j], above[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
    }
    return row[word.length];
  }
  const skeleton = word => word.replace(/[aeiouyhw]+/g, "").replace(/(.)\1+/gu, "$1");

  async function wordsThatBegin(index, begin) {
    const group = await groupOf(index, "words", [...begin].slice(0, 2).join(""));
    return group.filter(([word]) => word.startsWith(begin)).sort((a, b) => b[1] - a[1]).slice(0, 10).map(([word]) => word);
  }
  /** The word that was meant: with the fewest slips, then the same consonants, the same first letter, in the most entries. */
  async function wordLike(index, typed) {
    const letters = [...typed], most = letters.length < 5 ? 1 : letters.length < 9 ? 2 : 3;
    const heads = new Set([letters[0] + letters[1], letters[1] + letters[0], letters[1] + letters[2], letters[0] + letters[2]]);
    if (index.groups <= 8) {
      for (let place = 0; place < index.groups; place++) Object.keys(await load("words-" + place.toString(16))).forEach(head => heads.add(head));
    }
    const groups = await Promise.all([...heads].map(head => groupOf(index, "words", head))
      .concat(groupOf(index, "slips", [...skeleton(typed)].slice(-3).join(""))));
    const ranked = groups.flat().filter(([word]) => !/[0-9]/.test(word)).map(([word, often]) =>
      [slips(letters, [...word], most), skeleton(word) === skeleton(typed) ? 0 : 1, word[0] === typed[0] ? 0 : 1, -often, word]);
    const best = ranked.filter(([count]) => count <= most).sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3] || (a[4] < b[4] ? -1 : 1))[0];
    return best && best[4];
  }

  /** The terms of the index that stand for one that was typed, each with what it counts for; `word`: what was guessed. */
  async function meant(index, { term, whole, begin, canSlip }) {
    const exact = await postingsOf(index, term) ? [{ term, counts: 1 }] : [];
    if (begin || !exact.length) {
      const ended = (begin || whole).length > 2 ? await wordsThatBegin(index, begin || whole) : [];
      for (const other of new Set(ended.map(word => termOf(word, index.language)))) if (other !== term) exact.push({ term: other, counts: ENDED });
    }
    if (exact.length || !canSlip) return exact;
    const word = await wordLike(index, whole);
    return word ? [{ term: termOf(word, index.language), counts: SIMILAR, word }] : [];
  }
  /** What is looked for: each term of a text once. */
  function askedIn(text, language, typing, exactly) {
    const { words, isAlone } = read(text, language), inOrder = termsOf(text.replace(/[-‐‑]/g, " "), language), simple = new Set(inOrder);
    const ending = typing && (WORD_ENDING.exec(fold(text)) || [""])[0], asked = new Map();
    const seen = new Map((text.match(SEEN_WORD) || []).reverse().flatMap(word => termsOf(word, language).map(term => [term, word])));
    for (const { whole, term } of words) {
      if (asked.has(term)) continue;
      const written = seen.get(term) || whole, isAbbreviation = written === written.toUpperCase() && /\p{Ll}/u.test(text);
      asked.set(term, {
        term, whole: canSlip(whole) ? whole : "", written,
        begin: ending && termsOf(ending, language)[0] === term ? ending : "",
        canSlip: !exactly && !isAlone && canSlip(whole) && simple.has(term) && !isAbbreviation && !/[0-9]/.test(whole) &&
          whole.length >= (words.length > 1 ? 5 : 4),
      });
    }
    return { asked: [...asked.values()], isAlone, said: ` ${inOrder.join(" ")} ` };
  }
  /** What the texts explain a term by, as sitegen/search/abbreviation.py writes it: all of some `terms`; `shares` where
      these are letters for so many words that were typed, one behind the other. */
  async function explanationsOf(index, pairs, term, said) {
    const found = pairs.flatMap(([letters, ...whole]) => {
      if (term === letters) return [{ terms: whole, shares: 1 }];
      return whole.includes(term) && said.includes(` ${whole.join(" ")} `) ? [{ terms: [letters], shares: whole.length }] : [];
    });
    const held = await Promise.all(found.map(async one => ({ ...one, holders: await holdersOfAll(index, one.terms) })));
    return held.filter(({ holders }) => holders.size);
  }
  async function abbreviationsBeside(index, asked) {
    const written = await Promise.all(asked.map(({ term }) => postingsOf(index, "!" + term, term)));
    return [...new Set(written.flatMap(text => text ? text.split(",") : []))].map(text => text.split(" "));
  }
  /** The entries that have all the terms, each with the lowest of its levels. */
  async function holdersOfAll(index, terms) {
    const [first, ...others] = await Promise.all(terms.map(term => holdersOf(index, term)));
    return new Map([...first].filter(([number]) => others.every(holders => holders.has(number)))
      .map(([number, level]) => [number, Math.min(level, ...others.map(holders => holders.get(number)))]));
  }

  /** The entries that fit a text best. `facets` such as "topic:fleet" must all hold; `typing`: the last word may go on;
      `exactly`: no word is taken for another. Without words all that the facets leave, those of the first of `years` first. */
  async function find(text, { facets = [], typing = false, exactly = false, years = [] } = {}) {
    const index = await start();
    const { asked, isAlone, said } = askedIn(text, index.language, typing, exactly);
    const pairs = exactly ? [] : await abbreviationsBeside(index, asked);
    const explained = await Promise.all(asked.map(({ term }) => explanationsOf(index, pairs, term, said)));
    const found = await Promise.all(asked.map(async (one, place) =>
      Promise.all((await meant(index, { ...one, canSlip: one.canSlip && !explained[place].length })).map(async other =>
        ({ ...other, holders: await holdersOf(index, other.term) })))));

    const scores = new Map(), rarity = new Map(), real = new Set();
    const rareness = holders => Math.log(1 + (index.entries - holders.size + 0.5) / (holders.size + 0.5));
    for (const [place, alternatives] of found.entries()) {
      const best = new Map();
      function count(holders, rare, isGuess) {
        for (const [number, level] of holders) {
          best.set(number, Math.max(best.get(number) || 0, rare * (level + 0.5) / 16));
          if (!isGuess) real.add(number);
        }
      }
      for (const { term, counts, word, holders } of alternatives) {
        const rare = rareness(holders) * counts;
        rarity.set(term, rare);
        count(holders, rare, word);
      }
      // No rarer than what was typed, so that an answer with the very words stands first of two that are alike.
      const typed = alternatives.length ? rareness(alternatives[0].holders) : Infinity;
      for (const { terms, shares, holders } of explained[place]) {
        const rare = Math.min(rareness(holders) / shares, typed) * EXPLAINED;
        for (const term of terms) if (!rarity.has(term)) rarity.set(term, rare * shares / terms.length);
        count(holders, rare, false);
      }
      for (const [number, score] of best) scores.set(number, (scores.get(number) || 0) + score);
    }
    const isList = !asked.length && facets.length > 0;
    if (isList) unfold(await postingsOf(index, facets[0]), number => scores.set(number, 0));
    const unfiltered = scores.size;
    for (const facet of facets) {
      const kept = new Set();
      unfold(await postingsOf(index, facet), number => kept.add(number));
      for (const number of [...scores.keys()]) if (!kept.has(number)) scores.delete(number);
    }

    if (isList && scores.size > FEW_ROWS) {
      for (const [place, year] of years.entries()) unfold(await postingsOf(index, year), number => { if (scores.has(number)) scores.set(number, years.length - place); });
    }
    // What holds a word as it was typed stands above all that only holds a guess.
    const better = (a, b) => real.has(b[0]) - real.has(a[0]) || b[1] - a[1] || a[0] - b[0];
    let hits = [...scores].sort(better);
    const best = Math.max(...hits.map(hit => hit[1]));
    if (!isList) hits = hits.filter(hit => hit[1] >= FEW * best);
    const first = await Promise.all(hits.slice(0, isList ? hits.length <= FEW_ROWS ? FEW_ROWS : 0 : FIRST).map(async ([number, score]) => [number, score, await rowOf(index, number)]));
    for (const hit of first) hit[1] *= 1 + coverage(hit[2].title, rarity, index.language);
    first.sort(isList ? (a, b) => (a[2].route < b[2].route ? 1 : -1) : better); // a route begins with its day
    const numbers = newestFirst(first).concat(hits.slice(first.length)).map(([number]) => number);
    const guessed = found.map((alternatives, place) => ({ typed: asked[place].written, word: (alternatives[0] || {}).word })).filter(one => one.word);
    return {
      count: numbers.length,
      terms: isAlone && !isList && !numbers.length ? 0 : asked.length,
      isFiltered: unfiltered > 0 && scores.size === 0,
      rows: (from, to) => Promise.all(numbers.slice(from, to).map(number => rowOf(index, number))),
      has: word => termsOf(word, index.language).some(term => rarity.has(term)),
      guessed,
      missing: asked.length < 2 ? [] : asked.filter((one, place) => !isAlone && one.whole && !found[place].length && !explained[place].length).map(one => one.written),
      unknown: guessed.length ? guessed[0].typed : "",
    };
  }
  /** How much of a title was asked for: 0 to 1. Words that were not asked for count as much as those that were, on average. */
  function coverage(title, rarity, language) {
    const values = [...rarity.values()], mean = values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
    let asked = 0, other = 0;
    for (const term of new Set(termsOf(title, language))) if (rarity.has(term)) asked += rarity.get(term); else other += mean;
    return asked / (asked + other + 0.1);
  }
  /** An answer never stands below one that it has replaced. */
  function newestFirst(hits) {
    const done = [];
    for (const hit of hits) {
      const newer = hits.find(other => other[2].route === hit[2].newer);
      if (newer && !done.includes(newer)) done.push(newer);
      if (!done.includes(hit)) done.push(hit);
    }
    return done;
  }

  window.sitegen_search = Object.assign(receive, { find, termsOf, stem });

  /* -- what is seen -- */

  const SOON = 150; /* ms after a key before a search */
  const SUGGESTED = 6, PAGE = 10;
  const SLASH = "sitegen-slash";

  function make(tag, text, parent, kind) {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (kind) element.className = kind;
    if (parent) parent.append(element);
    return element;
  }
  /** The text, with the words that were searched for marked. Never read as HTML. */
  function marked(text, has, parent) {
    let end = 0;
    for (const match of text.matchAll(SEEN_WORD)) {
      if (!has(match[0])) continue;
      parent.append(text.slice(end, match.index));
      make("mark", match[0], parent);
      end = match.index + match[0].length;
    }
    parent.append(text.slice(end));
  }
  function today() {
    const now = new Date();
    return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }
  function counted(count) {
    const forms = say("count").split("|");
    const form = forms[["zero", "one", "two", "few", "many", "other"].indexOf(new Intl.PluralRules(words.lang || document.documentElement.lang).select(count))];
    return (form || forms[5]).replace(/[\d.,]+/, count);
  }
  function badges(row, parent) {
    const values = { date: row.dueDay, what: row.what }, isLate = row.due && row.due < today();
    const kinds = { partial: "part", holding: "wait", awaiting: "wait", declined: "no" };
    function add(name, kind) {
      const badge = make("span", say(name, values), parent, "badge " + kind);
      if (words.lang) badge.lang = words.lang; // the words may be in another language than the page
      parent.append(" ");
    }
    if (kinds[row.state] && (row.due || !kinds[row.state].startsWith("wait"))) add(isLate ? "late" : row.state, isLate ? "wait late" : kinds[row.state]);
    if (row.newer) add("replaced", "old");
  }
  function meta(row) {
    const values = { who: row.by, date: row.day };
    const who = row.state === "awaiting" ? say("asked", values) : row.by ? say("meta", values) : row.day;
    return row.digest ? who + " · " + row.digest : who;
  }
  /** While somebody types words that nobody could look for, as "what is the", there is nothing to say yet. */
  function said(found, typing) {
    if (!found.terms && typing) return "";
    const parts = [found.count ? counted(found.count) : say(found.isFiltered ? "filtered" : "none")];
    if (found.count) {
      for (const { typed, word } of found.guessed) parts.push(say("similar", { word: typed, guess: word }));
      for (const word of typing ? [] : found.missing) parts.push(say("missing", { word }));
    }
    return parts.map((part, place) => place < parts.length - 1 && !/\p{P}$/u.test(part) ? part + "." : part).join(" ");
  }

  /** Searches when typing rests; what arrives late is not shown. */
  function searcher(input, status, show, fail) {
    let turn = 0, timer = 0;
    return async function search(options, delay) {
      clearTimeout(timer);
      const mine = ++turn, text = input.value.trim();
      if (delay) return void (timer = setTimeout(() => search(options), delay));
      let found = null;
      try {
        if (text || (options.facets || []).length) found = await find(text, options);
        if (mine !== turn) return;
        await show(found, () => mine === turn);
        if (mine === turn) status.textContent = found ? said(found, options.typing) : "";
      } catch (error) {
        if (mine !== turn) return;
        if (fail) fail();
        status.textContent = say("lost");
      }
    };
  }

  /** Under the box: the best answers, chosen with the arrow keys (the combobox of the ARIA practices). */
  function suggest(form, input, status) {
    const list = make("ul", "", input.parentNode, "suggestions");
    let options = [], active = -1;
    Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": "_search_list", "aria-expanded": "false" })
      .forEach(([name, value]) => input.setAttribute(name, value));
    list.id = "_search_list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", say("list"));
    list.hidden = true;

    const all = () => form.action.split("#")[0] + "#" + new URLSearchParams({ q: input.value.trim() });
    const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); choose(-1); };
    function choose(place) {
      active = place;
      options.forEach((option, index) => option.element.setAttribute("aria-selected", String(index === place)));
      if (place < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", options[place].element.id);
      options[place].element.scrollIntoView({ block: "nearest" });
    }
    function add(href, fill) {
      const element = make("li", "", list), option = { element, go: () => { location.href = href(); } };
      element.id = "_search_option_" + options.length;
      element.setAttribute("role", "option");
      element.addEventListener("click", option.go);
      fill(element);
      options.push(option);
    }
    const search = searcher(input, status, async (found, isMine) => {
      const rows = found ? await found.rows(0, SUGGESTED) : [];
      if (!isMine()) return;
      list.textContent = "";
      options = [];
      if (!rows.length || document.activeElement !== input) return close();
      for (const row of rows) {
        add(() => root + row.route, element => {
          marked(row.title, found.has, element);
          make("span", meta(row), element, "meta");
          badges(row, element);
        });
      }
      add(all, element => make("strong", say("all"), element));
      choose(-1);
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    }, close);

    input.addEventListener("input", () => search({ typing: true }, SOON));
    input.addEventListener("blur", close);
    window.addEventListener("pagehide", () => { close(); status.textContent = ""; }); // it may be kept as it is left
    list.addEventListener("pointerdown", event => event.preventDefault());
    input.addEventListener("keydown", event => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) return search({ typing: true });
        const step = event.key === "ArrowDown" ? 1 : -1, count = options.length + 1; // one place is the box itself
        choose((active + 1 + step + count) % count - 1);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && !list.hidden && active >= 0) {
        event.preventDefault();
        options[active].go();
      }
    });
    form.addEventListener("submit", event => {
      event.preventDefault();
      location.href = all();
    });
  }

  /** The page of results. Words and filters stand in the address, after the #, where no server sees them. */
  function results(form, input, status, place) {
    const asTyped = make("button", say("exactly"), make("p", "", null, "hint"), "button quiet");
    asTyped.type = "button";
    asTyped.parentNode.hidden = true;
    status.after(asTyped.parentNode);
    if (words.lang) asTyped.lang = words.lang;
    let isExact = false; // until other words are typed
    asTyped.addEventListener("click", () => { isExact = true; input.focus(); search(options()); });
    const ask = place.querySelector(".panel"), years = [...place.querySelectorAll("[name=year] option")].slice(1).map(option => "year:" + option.value);
    place.hidden = false;
    const list = place.querySelector("ol"), more = place.querySelector("button"), filters = [...place.querySelectorAll("select")];
    let shown = 0;
    async function page(found, isMine) {
      const rows = await found.rows(shown, shown + PAGE);
      if (!isMine()) return;
      for (const row of rows) {
        const item = make("li", "", list);
        const link = make("a", "", make("h2", "", item));
        link.href = root + row.route;
        marked(row.title, found.has, link);
        if (row.text) marked(row.text, found.has, make("p", "", item));
        if (row.newer || row.state !== "answered") badges(row, make("p", "", item, "states"));
        make("p", meta(row), item, "meta");
      }
      const first = list.children[shown];
      shown += rows.length;
      more.hidden = shown >= found.count;
      more.onclick = async function again() {
        more.onclick = null; // until they are there: pressed twice, it would leave some out
        try {
          const next = await page(found, isMine);
          if (next) next.querySelector("a").focus();
        } catch (error) {
          status.textContent = say("lost");
          more.onclick = again;
        }
      };
      return first;
    }
    const search = searcher(input, status, async (found, isMine) => {
      const rows = found && await found.rows(0, PAGE); // what stands is not taken away before there is something else
      if (!isMine()) return;
      note();
      input.defaultValue = input.value; // to which Safari resets the box of a page that somebody comes back to
      list.textContent = "";
      shown = 0;
      more.hidden = true;
      if (ask) ask.hidden = !found || found.count > 0 || found.isFiltered;
      asTyped.parentNode.hidden = !found || !found.guessed.length;
      if (rows) await page(found, isMine);
    });
    const options = typing => ({ facets: facets(), typing, exactly: isExact, years });
    const facets = () => filters.filter(filter => filter.value).map(filter => filter.name + ":" + filter.value);
    function address() {
      const values = new URLSearchParams();
      if (input.value.trim()) values.set("q", input.value.trim());
      for (const filter of filters) if (filter.value) values.set(filter.name, filter.value);
      return "#" + values;
    }
    /** What is typed changes the address; what was submitted, chosen or come back to stays in the history. */
    let isSettled = false;
    function note() {
      if (address() === (location.hash || "#")) return;
      history[isSettled ? "pushState" : "replaceState"](null, "", address());
      isSettled = false;
    }
    function settle() {
      note();
      isSettled = true;
      search(options());
    }
    function choose() {
      isSettled = true;
      settle();
    }
    function read() {
      const values = new URLSearchParams(location.hash.slice(1));
      if (location.hash.length > 1 && ![input, ...filters].some(field => values.has(field.name || "q"))) return; // a place in the page
      input.value = values.get("q") || "";
      for (const filter of filters) {
        const value = values.get(filter.name) || "";
        filter.value = [...filter.options].some(option => option.value === value) ? value : "";
      }
      settle();
    }
    input.addEventListener("input", () => { isExact = false; search(options(true), SOON); });
    form.addEventListener("submit", event => { event.preventDefault(); settle(); });
    filters.forEach(filter => filter.addEventListener("change", choose));
    window.addEventListener("popstate", read);
    if (location.hash.length > 1) read();
    else if (matchMedia("(hover: hover)").matches) input.focus(); // on a phone the keyboard would hide the page
  }

  /** Ctrl K, and / unless the reader has switched it off, lead to the box. */
  function keys(input, place) {
    const isOn = () => { try { return localStorage.getItem(SLASH) !== "off"; } catch (error) { return true; } };
    const box = place && place.querySelector("[type=checkbox]");
    if (box) {
      box.checked = isOn();
      box.addEventListener("change", () => {
        try { if (box.checked) localStorage.removeItem(SLASH); else localStorage.setItem(SLASH, "off"); } catch (error) { /* not kept */ }
      });
    }
    document.addEventListener("keydown", event => {
      const isK = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
      const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && isOn() &&
        !event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
      if (!isK && !isSlash) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  }

  const input = document.getElementById("_search"), status = document.getElementById("_search_status");
  if (input && words && status) {
    const place = document.getElementById("_results");
    if (place) results(input.form, input, status, place);
    else suggest(input.form, input, status);
    keys(input, place);
  }
})();
