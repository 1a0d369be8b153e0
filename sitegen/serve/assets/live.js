/* Keeps the page as its sources are: changes it in place, so that scroll, focus and what is open stay as they are. */
(function () {
  "use strict";
  var script = document.getElementById("_serve");
  var epoch = script.getAttribute("data-epoch");
  var status = script.getAttribute("data-status");
  var files = script.getAttribute("data-files"); // those whose addresses do not tell that they have changed
  var stream = null, heard = 0, busy = false, dismissed = "";
  var SILENCE = 40000, RETRY = 300, PATIENT_RETRY = 1000, READ = 10000;
  var note = null;
  var ENDED = "This preview has ended, and the page stands as it was. Start it again with: sitegen serve";
  var LOCKED = "This preview was started again, and has a new address. Open the one that sitegen serve printed; " +
    "then this page goes on by itself.";

  /* What the server sent for each node. Scripts of the page change nodes and make new ones; only what the server
     itself has changed is changed here, and what scripts have made stays. */
  var sent = new WeakMap();

  function pair(map, nodes, others) {
    map.set(nodes, others);
    var inner = nodes.firstChild, other = others.firstChild;
    while (inner && other) {
      pair(map, inner, other);
      inner = inner.nextSibling;
      other = other.nextSibling;
    }
  }

  function morph(fresh) {
    var copies = new WeakMap(), partner = null, arriving = null;
    pair(copies, fresh, fresh.cloneNode(true));
    window.Idiomorph.morph(document.body, fresh, {
      morphStyle: "outerHTML",
      ignoreActiveValue: true,
      callbacks: {
        beforeNodeMorphed: function (node, next) {
          var before = sent.get(node);
          if (before && before.isEqualNode(next)) return false;
          if (!before && next !== arriving) throw new Error("a script's own node is in the way");
          partner = next;
          return true;
        },
        afterNodeMorphed: function (node, next) { sent.set(node, copies.get(next)); },
        beforeNodeAdded: function (node) { arriving = node; return true; },
        afterNodeAdded: function (node) { if (!sent.has(node)) pair(sent, node, copies.get(arriving)); },
        beforeNodeRemoved: function (node) { return sent.has(node); },
        beforeAttributeUpdated: function (name, node) {
          if (name === "open" && node.tagName === "DETAILS") return false;
          var before = sent.get(node);
          return !before || before.getAttribute(name) !== partner.getAttribute(name);
        }
      }
    });
  }

  function swapStylesheets(fresh) {
    var old = document.head.querySelectorAll('link[rel="stylesheet"]:not([data-serve])');
    var next = fresh.querySelectorAll('link[rel="stylesheet"]:not([data-serve])');
    if (old.length !== next.length) throw new Error("other stylesheets");
    Array.prototype.forEach.call(old, function (link, index) {
      if (link.getAttribute("href") === next[index].getAttribute("href")) return;
      var swapped = document.importNode(next[index], true);
      swapped.onload = swapped.onerror = function () { link.remove(); }; // never without a style in between
      link.after(swapped);
    });
  }

  function rest(head) {
    return Array.prototype.filter.call(head.children, function (node) {
      return node.tagName !== "TITLE" && !node.hasAttribute("data-serve") && node.getAttribute("rel") !== "stylesheet";
    });
  }

  function sensitive(head) { /* what takes effect only when a page is loaded */
    return rest(head).filter(function (node) {
      return node.hasAttribute("http-equiv") || (node.tagName === "SCRIPT" && node.src);
    }).map(function (node) { return node.outerHTML; }).join("\n");
  }

  function changeHead(fresh) {
    if (sensitive(document.head) !== sensitive(fresh)) throw new Error("other scripts");
    document.title = fresh.ownerDocument.title;
    swapStylesheets(fresh);
    var wanted = rest(fresh).map(function (node) { return node.outerHTML; });
    var known = rest(document.head);
    var standing = known.map(function (node) { return node.outerHTML; });
    known.forEach(function (node) { if (wanted.indexOf(node.outerHTML) < 0) node.remove(); });
    rest(fresh).forEach(function (node) {
      if (standing.indexOf(node.outerHTML) < 0) document.head.appendChild(document.importNode(node, true));
    });
  }

  function show(html) {
    var fresh = new DOMParser().parseFromString(html, "text/html");
    var mark = fresh.getElementById("_serve");
    if (!mark || mark.getAttribute("data-status") !== status || mark.getAttribute("data-files") !== files) {
      location.reload();
      return;
    }
    var x = window.scrollX, y = window.scrollY;
    try {
      document.documentElement.lang = fresh.documentElement.lang;
      changeHead(fresh.head);
      morph(fresh.body);
    } catch (error) {
      location.reload();
      return;
    }
    epoch = mark.getAttribute("data-epoch");
    document.dispatchEvent(new Event("sitegen:shown")); // the theme's script looks after what is new
    window.scrollTo(x, y);
    decorate();
  }

  function update() {
    if (busy) return;
    busy = true;
    fetch(location.pathname + location.search, { cache: "no-store" })
      .then(function (response) { return response.status === 403 ? explain() : response.text().then(show); })
      .catch(function () { /* the server has gone; the stream will find it again */ })
      .then(function () { busy = false; });
  }

  /* A click on "Mend it" or "Undo": the server knows by the token what is meant. What is written shows as any edit. */
  var said = document.createElement("p"), working = false, pressed = null;
  said.id = "_serve-said";
  said.setAttribute("role", "status");
  function press(button) {
    if (working) return;
    var token = button.getAttribute("data-mend");
    var next = button.className === "_serve-now" ? "._serve-undo" : "._serve-now";
    working = true;
    said.textContent = "";
    pressed = { button: button, token: token, next: next };
    fetch("/_serve/mend?it=" + token, { method: "POST", cache: "no-store" })
      .then(function (response) {
        if (!response.ok) pressed = null;
        return response.status === 403 ? explain() : response.text().then(function (words) {
          said.textContent = words;
          if (response.ok) setTimeout(function () { if (said.textContent === words) said.textContent = ""; }, READ);
        });
      })
      .catch(function () { pressed = null; return explain(); })
      .then(function () { working = false; });
  }
  function follow() {  /* the button that was pressed has gone, and the focus with it: on to the one that takes it back */
    if (!pressed || (pressed.button.isConnected && pressed.button.getAttribute("data-mend") === pressed.token)) return;
    var next = document.querySelector("#_serve-bar " + pressed.next) || document.querySelector(pressed.next);
    pressed = null;
    if (!next || (document.activeElement && document.activeElement !== document.body)) return;
    if (next.closest("details")) next.closest("details").open = true;
    next.focus();
  }

  function decorate() {
    document.querySelectorAll("button[data-mend]").forEach(function (button) { button.hidden = false; });
    follow();
    var drafts = {};
    document.querySelectorAll("#_serve-bar a[data-draft]").forEach(function (link) { drafts[link.pathname] = true; });
    document.querySelectorAll("body a[href]").forEach(function (link) {
      var is = drafts[link.pathname] === true && link.origin === location.origin && !link.closest("[data-serve]");
      link.classList.toggle("_serve-draft", is);
      if (!link.classList.length) link.removeAttribute("class");
    });
    var overlay = document.getElementById("_serve-overlay");
    if (!overlay) dismissed = "";
    else overlay.hidden = overlay.textContent === dismissed;
  }

  /* Why nothing arrives any more: nobody answers, or somebody who wants another key. A stream does not tell. */
  function explain() {
    return fetch(script.src, { method: "HEAD", cache: "no-store" }).then(
      function (response) { say(response.status === 403 ? LOCKED : ""); },
      function () { say(ENDED); }
    );
  }
  function say(words) {
    if (note && note.textContent === words) return;
    if (note) note.remove();
    note = null;
    if (!words) return;
    note = document.createElement("p");
    note.id = "_serve-note";
    note.setAttribute("role", "status");
    note.textContent = words;
    document.body.appendChild(note);
  }

  /* One stream, and only while the page can be seen: a browser opens six to a host, and tabs are many. */
  function listen() {
    if (stream || document.hidden) return;
    heard = Date.now();
    stream = new EventSource("/_serve/events?epoch=" + epoch);
    stream.onopen = function () { say(""); };
    stream.onmessage = function (event) {
      heard = Date.now();
      if (event.data !== epoch) update();
    };
    stream.onerror = function () {
      hush();
      explain().then(function () { setTimeout(listen, note ? PATIENT_RETRY : RETRY); });
    };
  }
  function hush() {
    if (stream) stream.close();
    stream = null;
  }
  function attend() { if (document.hidden) hush(); else listen(); }

  document.addEventListener("visibilitychange", attend);
  window.addEventListener("pagehide", hush);
  window.addEventListener("pageshow", attend);
  window.addEventListener("online", function () { hush(); listen(); });
  setInterval(function () { /* after sleep a stream can be dead without a word */
    if (stream && Date.now() - heard > SILENCE) { hush(); listen(); }
  }, 5000);
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("button[data-mend]");
    if (button) press(button);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") said.textContent = "";
    var overlay = document.getElementById("_serve-overlay");
    if (event.key !== "Escape" || !overlay || overlay.hidden) return;
    dismissed = overlay.textContent;
    overlay.hidden = true;
  });

  pair(sent, document.body, document.body.cloneNode(true));
  document.body.appendChild(said);
  decorate();
  listen();
})();
