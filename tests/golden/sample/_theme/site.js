/* Colours before the first paint; then the marks that depend on today, and what needs a script: buttons, the menu's
   keys. All of it may be done again on a page that has changed in place. */
(function () {
  "use strict";
  var root = document.documentElement, KEY = "sitegen-scheme";
  var home = document.currentScript ? document.currentScript.src.replace(/_theme\/site\.js[^/]*$/, "") : "";

  function remembered() { try { return localStorage.getItem(KEY); } catch (e) { return null; } }
  function remember(choice) {
    try { if (choice === "auto") localStorage.removeItem(KEY); else localStorage.setItem(KEY, choice); } catch (e) { /* not kept */ }
  }
  function paint(choice) {
    if (choice === "light" || choice === "dark") root.setAttribute("data-scheme", choice);
    else root.removeAttribute("data-scheme");
    each(".scheme button", function (b) { b.setAttribute("aria-pressed", String(b.value === (root.getAttribute("data-scheme") || "auto"))); });
  }
  paint(remembered());

  function make(tag, text, parent) {
    var element = document.createElement(tag);
    element.textContent = text;
    parent.appendChild(element);
    return element;
  }
  function button(text, parent, act) {
    var element = make("button", text, parent);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }
  function each(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }

  /* data-after="2021-05-05" data-word="…": after that day the words take the place of the text. What is not late is
     hidden, unless it says what it waits for. */
  function today() {
    var now = new Date(), two = function (n) { return (n < 10 ? "0" : "") + n; };
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }
  function mark() {
    var now = today();
    each("[data-after]", function (element) {
      element.hidden = now <= element.getAttribute("data-after") && !element.classList.contains("wait");
      if (now <= element.getAttribute("data-after")) return;
      (element.querySelector("[lang]") || element).textContent = element.getAttribute("data-word");
      element.classList.add("late");
    });
  }

  function scheme() {
    var place = document.querySelector("#_scheme:empty");
    if (!place) return;
    var group = make("fieldset", "", place);
    group.className = "scheme";
    make("legend", place.getAttribute("data-legend"), group);
    ["auto", "light", "dark"].forEach(function (name) {
      button(place.getAttribute("data-" + name), group, function () { remember(name); paint(name); }).value = name;
    });
    paint(root.getAttribute("data-scheme"));
    place.hidden = false;
  }

  function copying() {
    each("[data-copy-link]:empty", function (place) {
      var word = function (name) { return place.getAttribute("data-" + name); };
      var field = null, last = "";
      function copy(text, name) {
        var label = word("copy-" + name), copied = name + "-copied";
        function byHand() {
          if (!field) field = place.insertBefore(document.createElement("input"), status);
          field.readOnly = true;
          field.value = text;
          field.setAttribute("aria-label", label);
          field.focus();
          field.select();
          var done = false;
          try { done = document.execCommand("copy"); } catch (e) { /* the reader copies */ }
          say(done ? copied : "copy-by-hand");
        }
        status.textContent = "";
        if (navigator.clipboard && window.isSecureContext) {
          navigator.clipboard.writeText(text).then(function () { say(copied); }, byHand);
        } else byHand();
      }
      // A screen reader leaves out what it has just said, so the same words are not said twice.
      function say(name) {
        last = last === word(name) ? word("again").replace("{what}", last) : word(name);
        setTimeout(function () { status.textContent = last; }, 50);
      }
      button(word("copy-link"), place, function () { copy(word("link") || location.href.split("#")[0], "link"); });
      button(word("copy-cite"), place, function () { copy(word("cite"), "cite"); });
      var status = make("p", "", place);
      status.setAttribute("aria-live", "polite");
      status.setAttribute("aria-atomic", "true");
      each(".tools button", function (b) { b.className = "button quiet"; });
    });
    each("[data-print]:empty", function (place) {
      button(place.getAttribute("data-print"), place, function () { window.print(); }).className = "button";
    });
  }

  /* On a phone the menu lies over the page: Escape closes it, and so does going on. */
  function menu(event) {
    var open = document.querySelector(".menu[open]");
    if (!open) return;
    if (event.key === "Escape") open.querySelector("summary").focus();
    if (event.key === "Escape" || event.type === "pagehide" || (event.type === "focusin" && !open.contains(event.target))) open.open = false;
  }

  /* Ctrl K leads to the search from every page; those that hold its box have a script of their own for that. */
  function finding(event) {
    var link = document.querySelector(".find");
    if (!link || document.getElementById("_search")) return;
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    link.click();
  }

  /* A page that has moved leads on once it is loaded, but without the place in it that the reader asked for. */
  function moved() {
    var refresh = document.querySelector('meta[http-equiv=refresh]'), link = document.querySelector("main a[href]");
    if (refresh && link && location.hash) location.replace(link.href + location.hash);
  }

  /* A long register is in pieces by year. An address that leads into it leads on to the year it begins with. */
  function leadOn() {
    var anchor = decodeURIComponent(location.hash.slice(1)), year = /^_(\d{4})-/.exec(anchor);
    if (!year || document.getElementById(anchor) || !document.querySelector(".register, .pieces")) return;
    var next = Array.prototype.find.call(document.querySelectorAll(".pieces a"), function (link) {
      return link.pathname !== location.pathname && link.pathname.split("/").pop().slice(0, 4) === year[1];
    });
    if (next) location.replace(next.href.split("#")[0] + location.hash);
  }

  /* What is new since the last visit. A visit is a day on which somebody looked at a list; what was the newest news then
     is what the next one begins with. The browser alone keeps that, for each site; what it does not keep is not marked. */
  function visit(newest) {
    var key = "sitegen-visit " + new URL(home).pathname, now = today(), kept = null;
    try { kept = JSON.parse(localStorage.getItem(key)); } catch (e) { /* a first visit, or never one */ }
    if (!kept || typeof kept.on !== "string" || typeof kept.newest !== "string") kept = { on: now, newest: newest };
    else if (kept.on < now) kept = { on: now, newest: newest, last: kept.on, seen: kept.newest };
    else if (kept.newest < newest) kept.newest = newest;
    try { localStorage.setItem(key, JSON.stringify(kept)); } catch (e) { return {}; }
    return kept;
  }

  function tell(words, rows) {
    var last = visit(rows.length ? rows[0][1] : ""), news = {};
    if (typeof last.seen !== "string" || !/^\d{4}-(0[1-9]|1[0-2])-\d\d$/.test(last.last)) return;
    rows.forEach(function (row) { if (row[1] > last.seen) news[home + encodeURI(row[0])] = row[2] > last.seen ? words.new : words.changed; });
    each(".teasers > li, .news > li", function (item) {
      var link = item.querySelector("a[href]"), word = link && news[link.href.split("#")[0]];
      if (!word || item.querySelector(".since")) return;
      var badge = document.createElement("span");
      badge.className = "badge since";
      badge.textContent = word;
      if (words.lang) badge.lang = words.lang;
      link.after(" ", badge);
    });
    divide(last, words.days);
  }

  /* The page of what is new and changed, in two: since the last visit, and before. */
  function divide(last, days) {
    var place = document.querySelector("#_since:empty");
    if (!place) return;
    var word = function (name) { return place.getAttribute("data-" + name); }, counts = word("count").split("|"), count = 0, older = null;
    each("[data-day]", function (day) {
      if (day.getAttribute("data-day") > last.seen) count += day.querySelectorAll("li").length; else older = older || day;
    });
    var what = !count ? word("none") : older ? counts[count] : word("all").replace("{what}", counts[count]);
    var date = last.last.split("-"), day = days[date[1] - 1].replace("22", +date[2]).replace("2001", date[0]);
    make("strong", word("since").replace("{date}", day).replace("{what}", what), make("p", "", place));
    make("p", word("hint"), place).className = "hint";
    place.hidden = false;
    if (!count || !older) return;
    var line = document.createElement("p");
    line.className = "inset since";
    line.textContent = word("before");
    line.lang = place.lang || root.lang;
    older.before(line);
  }

  function news() {
    if (!home || !document.querySelector(".teasers, .news, #_since")) return;
    window.sitegenChanges = tell;
    var told = make("script", "", root); // not in the head, which the preview compares
    told.onload = told.onerror = function () { told.remove(); };
    told.src = home + "data/changes.js";
  }

  function enhance() { mark(); leadOn(); scheme(); copying(); news(); }

  document.addEventListener("DOMContentLoaded", moved);
  document.addEventListener("DOMContentLoaded", enhance);
  document.addEventListener("sitegen:shown", enhance); // by the preview, when it has changed the page in place
  document.addEventListener("keydown", menu);
  document.addEventListener("keydown", finding);
  document.addEventListener("focusin", menu);
  // A browser may keep a page as it is left, for those who come back to it.
  window.addEventListener("pagehide", menu);
  window.addEventListener("pageshow", function (event) { if (event.persisted) paint(remembered()); });
})();
