/* Search in the reader's browser, from small pieces of an index in `_search/`. First words become terms, as
   sitegen/search/terms.py makes them; then pieces are fetched, as classic scripts that call sitegen_search; then
   entries are scored; last comes what is seen. Nothing that is typed leaves the browser. */
(function () {
  "use strict";

  /* -- words to terms -- */

  const STOP = new Set((
    "a about also am an and any are as at be been being but by can cannot cant could did didnt do does doesnt doing " +
    "done dont for from get gets getting got had has have having he her here hers him his i if im in into is isnt it " +
    "its ive just let lets like may me might mine my myself of on or our ours please shall she should so some such " +
    "than that thats the their theirs them then there theres these they theyre this those to us very was wasnt we " +
    "were weve what whats which will wont would you your youre yours"
  ).split(" "));
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
    return { entries, language: /^en/i.test(language) ? "en" : "", bits, postings, groups, rows };
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
  async function postingsOf(index, key) {
    return own(await load("postings-" + (crc32(key) % index.postings).toString(16)), key);
  }
  async function groupOf(index, head) {
    const text = own(await load("words-" + (crc32(head) % index.groups).toString(16)), head);
    return text ? text.split(" ").map(word => [word.slice(0, -1), parseInt(word.slice(-1), 36)]) : [];
  }
  async function rowOf(index, number) {
    const place = Math.min(Math.floor(number * index.rows / 2 ** index.bits), index.rows - 1);
    const [route, title, text, day, by, digest, state, due, dueDay, what, newer] = (await load("rows-" + place.toString(16)))[number];
    return { route, title, text, day, by, digest, state, due, dueDay, what, newer };
  }

  const LEVELS = "!#$%()*+,-./:;=?", LAST = "0123456789abcdefghijklmnopqrstuvwxyz", MORE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ@[]^_`{|}~";
  const VALUE = {};
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

  /* -- the best entries -- */

  const ENDED = 0.6, SIMILAR = 0.7; /* what a word counts for that was typed in part, or wrongly */
  const FEW = 0.25, MOST = 200, FIRST = 12; /* of the best score; hits in all; hits whose titles are looked at */

  function isOneEdit(a, b) {
    if (a.length > b.length) [a, b] = [b, a];
    let same = 0;
    while (same < a.length && a[same] === b[same]) same++;
    if (b.length - a.length === 1) return a.slice(same) === b.slice(same + 1);
    return a.length === b.length && (a.slice(same + 1) === b.slice(same + 1) ||
      (a[same] === b[same + 1] && a[same + 1] === b[same] && a.slice(same + 2) === b.slice(same + 2)));
  }
  const commonest = (group, count) => group.sort((a, b) => b[1] - a[1]).slice(0, count).map(([word]) => word);

  async function wordsThatBegin(index, begin, but) {
    const group = await groupOf(index, [...begin].slice(0, 2).join(""));
    return commonest(group.filter(([word]) => word.startsWith(begin) && word !== but), 10);
  }
  async function wordsLike(index, term) {
    const letters = [...term], heads = new Set([letters[0] + letters[1], letters[1] + letters[0], letters[1] + letters[2], letters[0] + letters[2]]);
    if (index.groups <= 8) {
      for (let place = 0; place < index.groups; place++) Object.keys(await load("words-" + place.toString(16))).forEach(head => heads.add(head));
    }
    const groups = await Promise.all([...heads].map(head => groupOf(index, head)));
    return commonest(groups.flat().filter(([word]) => isOneEdit(term, word)), 6);
  }

  /** The words of the index that stand for one typed term, each with what it counts for; one of fewer `letters` is no mistake. */
  async function meant(index, term, begin, letters) {
    const exact = await postingsOf(index, term) ? [[term, 1]] : [];
    if (begin || !exact.length) {
      const ended = (begin || term).length > 2 ? await wordsThatBegin(index, begin || term, term) : [];
      exact.push(...ended.map(word => [word, ENDED]));
    }
    if (exact.length || term.length < letters) return exact;
    return (await wordsLike(index, term)).map(word => [word, SIMILAR, true]);
  }

  /** The entries that fit a text best. `facets` such as "topic:fleet" must all hold; `typing`: the last word may go on. */
  async function find(text, { facets = [], typing = false } = {}) {
    const index = await start();
    const terms = [...new Set(termsOf(text, index.language))];
    const simple = new Set(termsOf(text.replace(/[-‐‑]/g, " "), index.language));
    const ending = typing && (/[\p{L}\p{N}]+$/u.exec(fold(text)) || [""])[0];
    const asked = await Promise.all(terms.map(async term => {
      const begin = ending && termsOf(ending, index.language)[0] === term ? ending : "";
      const alternatives = await meant(index, term, begin, !simple.has(term) ? Infinity : terms.length > 1 ? 5 : 4);
      return Promise.all(alternatives.map(async ([word, counts, isLike]) => ({ word, counts, isLike, list: await postingsOf(index, word) })));
    }));

    const scores = new Map(), rarity = new Map();
    for (const alternatives of asked) {
      const best = new Map();
      for (const { word, counts, list } of alternatives) {
        const found = [];
        unfold(list, (number, level) => found.push([number, level]));
        const rare = Math.log(1 + (index.entries - found.length + 0.5) / (found.length + 0.5)) * counts;
        rarity.set(word, rare);
        for (const [number, level] of found) best.set(number, Math.max(best.get(number) || 0, rare * (level + 0.5) / 16));
      }
      for (const [number, score] of best) scores.set(number, (scores.get(number) || 0) + score);
    }
    const unfiltered = scores.size;
    for (const facet of facets) {
      const kept = new Set();
      unfold(await postingsOf(index, facet), number => kept.add(number));
      for (const number of [...scores.keys()]) if (!kept.has(number)) scores.delete(number);
    }

    const isFiltered = unfiltered > 0 && scores.size === 0;
    let hits = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    hits = hits.filter(hit => hit[1] >= FEW * hits[0][1]).slice(0, MOST);
    const first = await Promise.all(hits.slice(0, FIRST).map(async ([number, score]) => [number, score, await rowOf(index, number)]));
    for (const hit of first) hit[1] *= 1 + coverage(hit[2].title, rarity, index.language);
    first.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const numbers = newestFirst(first).concat(hits.slice(FIRST)).map(([number]) => number);
    const like = asked.findIndex(alternatives => alternatives.some(one => one.isLike));
    return {
      count: numbers.length,
      terms: terms.length,
      isFiltered,
      rows: (from, to) => Promise.all(numbers.slice(from, to).map(number => rowOf(index, number))),
      has: word => termsOf(word, index.language).some(term => rarity.has(term)),
      unknown: like < 0 ? "" : (text.match(SEEN_WORD) || []).find(word => termsOf(word, index.language).includes(terms[like])) || terms[like],
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
    const count = found.count ? counted(found.count) : say(found.isFiltered ? "filtered" : "none");
    return found.unknown && found.count ? count + ". " + say("similar", { word: found.unknown }) : count;
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
        if (text) found = await find(text, options);
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
      place.hidden = !found;
      if (rows) await page(found, isMine);
    });
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
      search({ facets: facets() });
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
    input.addEventListener("input", () => search({ facets: facets(), typing: true }, SOON));
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
