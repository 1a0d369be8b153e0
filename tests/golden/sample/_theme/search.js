/* Search in the reader's browser, from small pieces of an index in `_search/`. First words become terms, as
   sitegen/search/terms.py makes them; then pieces are fetched, as classic scripts that call sitegen_search; then
   entries are scored; last comes what is seen. Nothing that is typed leaves the browser. */
(function () {
  "use strict";

  /* -- words to terms -- */

  const STOP = new Set(("a about also am an and any are as at be been being but by can cannot cant could did didnt do does doesnt " +
    "doing done dont for from get gets getting got had has have having he her here hers him his i if im in into is isnt it its " +
    "ive just let lets like may me might mine my myself of on or our ours please shall she should so some such than that thats " +
    "the their theirs them then there theres these they theyre this those to us very was wasnt we were weve what whats which " +
    "will wont would you your yours youre").split(" "));
  const WORD = /[\p{L}\p{N}]+(?:['&-][\p{L}\p{N}]+)*/gu;
  const SEEN_WORD = /[\p{L}\p{N}\p{M}]+(?:['‘’ʼ´&‐‑-][\p{L}\p{N}\p{M}]+)*/gu;
  const MARKS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/g;
  const ENDINGS = ["s", "ll", "re", "ve", "d", "m"];
  const ELISIONS = ["c", "d", "j", "l", "m", "n", "qu", "s", "t"];

  function fold(text) {
    return text.replace(/[‘’ʼ´]/g, "'").replace(/[‐‑]/g, "-").normalize("NFKD").toLowerCase().replace(MARKS, "")
      .replace(/([0-9]),(?=[0-9]{3}(?![0-9]))/g, "$1");
  }
  function plain(word) {
    const [head, ...tails] = word.split("'"), last = tails[tails.length - 1];
    if (!tails.length) return word;
    if (ENDINGS.includes(last)) return head + tails.slice(0, -1).join("");
    return (ELISIONS.includes(head) && [...last].length > 1 ? "" : head) + tails.join("");
  }
  function termsOf(text, language) {
    const found = [], cut = word => [...word].slice(0, 32).join("");
    const stemmed = word => language === "en" ? stem(word) : [...word].slice(0, 6).join("");
    for (const word of fold(text).match(WORD) || []) {
      let parts = (word.match(/[^&-]+/g)).map(plain);
      if (word.includes("&") && [...parts.join("")].length <= 4) parts = [parts.join("")];
      for (const part of parts) {
        if (!STOP.has(part) && ([...part].length > 1 || parts.length === 1 || /^\p{Nd}+$/u.test(part))) found.push(stemmed(cut(part)));
      }
      if (parts.length === 2 && word.includes("-") && !/^[\p{Nd}-]+$/u.test(word)) found.push(stemmed(cut(parts.join(""))));
    }
    return found;
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

  window.sitegen_search = { stem, termsOf };
})();
