/* What the buttons of the desk do: each asks the desk for one change, then shows the page as the files are now. */
(function () {
  "use strict";
  var token = document.querySelector('meta[name="desk-token"]').content;
  var said = document.getElementById("said"), busy = false, READ = 12000, timer = 0;

  function say(words, bad) {
    clearTimeout(timer);
    said.className = bad ? "bad" : "";
    said.textContent = words;
    if (words && !bad) timer = setTimeout(function () { said.textContent = ""; }, READ);
  }

  function ask(what, about) {
    return fetch("/_desk/do/" + what, {
      method: "POST", cache: "no-store", body: JSON.stringify(about),
      headers: { "Content-Type": "application/json", "X-Sitegen-Token": token }
    }).then(function (response) {
      return response.json().then(function (told) {
        told.status = response.status;
        return told;
      }, function () { return { status: response.status, words: "The desk was started again: load this page again." }; });
    }, function () { return { status: 0, words: "The desk does not answer. Is its window still open?" }; });
  }

  /* The page as the files are now; a part of it that stays fresh by itself, as the readers' page does, is left. */
  function fresh(focus) {
    return fetch(location.pathname + location.search, { cache: "no-store" })
      .then(function (response) { return response.text(); })
      .then(function (html) {
        var page = new DOMParser().parseFromString(html, "text/html"), main = document.querySelector("main");
        var old = main.querySelector("[data-swap]") || main;
        var now = page.querySelector("main [data-swap]") || page.querySelector("main");
        var held = focus === null && old.contains(document.activeElement) ? document.activeElement.id : "";
        var open = Array.from(old.querySelectorAll("details[open]"), function (one) { return one.id; });
        old.replaceChildren.apply(old, Array.from(now.childNodes));
        open.forEach(function (id) { if (id && document.getElementById(id)) document.getElementById(id).open = true; });
        document.dispatchEvent(new Event("desk:shown"));
        document.title = page.title;
        if (focus === null) {
          if (held && document.getElementById(held)) document.getElementById(held).focus();
          return;
        }
        var next = document.getElementById(focus);
        if (next && next.disabled) next = next.parentNode.querySelector("button:not(:disabled)");
        (next || main).focus();
        fill();
      });
  }

  /* What takes a moment to find out comes after the page. */
  function fill() {
    document.querySelectorAll("[data-part]").forEach(function (part) {
      var here = part.querySelector("[data-here]");
      fetch(part.getAttribute("data-part"), { cache: "no-store" }).then(function (response) { return response.text(); })
        .then(function (html) {
          var page = new DOMParser().parseFromString(html, "text/html").querySelector("[data-there]");
          if (page) here.replaceChildren.apply(here, Array.from(page.childNodes));
        }).catch(function () { /* the link stays */ });
    });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("button[data-do]");
    if (!button || busy) return;
    busy = true;
    say("", false);
    var about = { file: button.getAttribute("data-file") };
    if (button.hasAttribute("data-by")) about.by = Number(button.getAttribute("data-by"));
    ask(button.getAttribute("data-do"), about).then(function (told) {
      var good = told.status === 200;
      return (good || told.status === 409 ? fresh(button.id) : Promise.resolve()).then(function () { say(told.words, !good); });
    }).then(function () { busy = false; }, function () { busy = false; });
  });
  /* Something new is made, and its page opens. */
  document.addEventListener("submit", function (event) {
    var form = event.target, about = {};
    if (!form.hasAttribute("data-new")) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    if (form.hasAttribute("data-file")) about.file = form.getAttribute("data-file");
    form.querySelectorAll("[name]").forEach(function (field) { about[field.name] = field.value; });
    ask(form.getAttribute("data-new"), about).then(function (told) {
      busy = false;
      if (told.status === 200 && told.go) location.href = told.go;
      else if (told.status === 200) fresh("").then(function () { say(told.words, false); });
      else say(told.words, true);
    });
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") say("", false); });

  /* A list of what there is follows the files, whoever changes them; not while something is typed into it. */
  var stream = null;
  function epoch() {
    var live = document.querySelector("[data-live]");
    return live ? live.getAttribute("data-live") : "";
  }
  function isTyped() {
    return Array.from(document.querySelectorAll("main form [name]")).some(function (field) {
      return field.value !== field.defaultValue;
    });
  }
  function listen() {
    if (!epoch() || stream || document.hidden) return;
    stream = new EventSource("/_serve/events?epoch=" + epoch());
    stream.onmessage = function (event) {
      if (!busy && event.data !== epoch() && !isTyped()) fresh(null).catch(function () { /* the next one comes */ });
    };
  }
  function attend() {
    if (!document.hidden) { listen(); return; }
    if (stream) stream.close();
    stream = null;
  }
  document.addEventListener("visibilitychange", attend);
  window.addEventListener("pagehide", function () { if (stream) stream.close(); stream = null; });
  window.addEventListener("pageshow", attend);

  window.sitegenDesk = { ask: ask, say: say, fresh: fresh };
  fill();
  listen();
})();
