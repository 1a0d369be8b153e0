/* The form of a question: what was changed is saved, and nothing else; where somebody else was first, both are shown. */
(function () {
  "use strict";
  var desk = window.sitegenDesk, form = null, first = {}, busy = false;

  /* The value of every field as the desk has it: of a list its items, one on each line. */
  function values() {
    var found = {};
    form.querySelectorAll("[name]").forEach(function (field) {
      found[field.name] = field.type === "checkbox" ? (field.checked ? "true" : "") : field.value;
    });
    form.querySelectorAll("[data-picks]").forEach(function (picks) {
      var chosen = Array.from(picks.querySelectorAll("input:checked"), function (box) { return box.value; });
      found[picks.getAttribute("data-picks")] = chosen.join("\n");
    });
    return found;
  }

  function changed() {
    var now = values(), found = {};
    Object.keys(now).forEach(function (name) { if (now[name] !== first[name]) found[name] = now[name]; });
    return found;
  }

  function isDirty() { return form !== null && Object.keys(changed()).length > 0; }

  function tell() {
    if (form) document.getElementById("dirty").textContent = isDirty() ? "Not saved yet." : "";
  }

  function begin() {
    form = document.getElementById("form");
    if (form) first = values();
    tell();
  }

  function save(fields, seen) {
    if (busy) return;
    if (!Object.keys(fields).length) { desk.say("Nothing was changed.", false); return; }
    busy = true;
    form.inert = true;
    desk.ask("save", { file: form.getAttribute("data-file"), seen: seen, fields: fields }).then(function (told) {
      form.inert = false;
      busy = false;
      if (told.status === 200 && told.rivals.length) { ask(told); return; }
      if (told.status !== 200) { desk.say(told.words, true); return; }
      return desk.fresh("save").then(function () {
        var count = form.querySelectorAll(".problem.bad").length;
        desk.say(told.words + (count ? " " + count + (count === 1 ? " thing" : " things") + " to mend." : ""), false);
      });
    });
  }

  /* Somebody else has changed the file: both versions, and the writer decides. */
  function ask(told) {
    var box = document.getElementById("rivals");
    box.replaceChildren();
    add(box, "h2", told.words).id = "rivals-title";
    told.rivals.forEach(function (rival) {
      add(box, "h3", rival.label);
      var both = add(box, "div", "");
      both.className = "both";
      [["Yours", rival.yours], ["In the file now", rival.theirs]].forEach(function (pair) {
        var side = add(both, "div", "");
        add(side, "h4", pair[0]);
        add(side, "pre", pair[1] || "(nothing)");
      });
    });
    var tools = add(box, "div", "");
    tools.className = "tools";
    choice(tools, "Write mine here, and keep the rest of theirs", "button", function () { hide(box); save(changed(), told.seen); });
    choice(tools, "Take the file as it is now", "button quiet", function () { hide(box); desk.fresh("save"); });
    choice(tools, "Go on writing", "", function () { hide(box); document.getElementById("save").focus(); });
    box.hidden = false;
    box.focus();
    box.scrollIntoView({ block: "nearest" });
  }
  function hide(box) { box.hidden = true; }
  function add(parent, tag, text) {
    var node = document.createElement(tag);
    node.textContent = text;
    parent.appendChild(node);
    return node;
  }
  function choice(parent, text, look, work) {
    var button = add(parent, "button", text);
    button.type = "button";
    button.className = look;
    button.addEventListener("click", work);
  }

  /* One more of a list: what was chosen stands among the others, ticked. */
  function pick(select) {
    var picks = select.closest("[data-picks]"), value = select.value, name = select.selectedOptions[0].textContent;
    if (!value) return;
    var known = Array.from(picks.querySelectorAll("input")).find(function (box) { return box.value === value; });
    if (known) known.checked = true;
    else {
      var item = add(picks.querySelector("ul"), "li", ""), label = add(item, "label", ""), box = add(label, "input", "");
      box.type = "checkbox";
      box.value = value;
      box.checked = true;
      label.append(" ");
      add(label, "span", name);
    }
    select.value = "";
  }

  function mend(button) {
    if (isDirty()) { desk.say("Save first: then it is mended in what you have saved.", true); return; }
    fetch("/_serve/mend?it=" + button.getAttribute("data-mend"), { method: "POST", cache: "no-store" })
      .then(function (response) {
        return response.text().then(function (words) {
          return wait().then(function () { return desk.fresh("save"); }).then(function () { desk.say(words.trim(), !response.ok); });
        });
      });
  }
  /* Until the preview has seen what was written. */
  function wait() { return desk.ask("wait", { file: form.getAttribute("data-file") }); }

  /* What was copied from a program with looks of its own comes as Markdown, and what is left out is said. */
  function paste(event) {
    var area = event.target, html = event.clipboardData && event.clipboardData.getData("text/html");
    if (!html || area.name !== "body") return;
    event.preventDefault();
    var plain = event.clipboardData.getData("text/plain");
    area.readOnly = true;
    desk.say("Reading what you copied …", false);
    desk.ask("paste", { html: html }).then(function (told) {
      area.readOnly = false;
      var good = told.status === 200;
      insert(area, good ? told.text : plain);
      report(good ? told.left_out : [told.words, "The plain words were pasted instead."]);
      desk.say(good ? "Pasted." + (told.left_out.length ? " See below the text what was left out." : "") : told.words, !good);
    });
  }

  /* As if it were typed, so that the browser can undo it; paragraphs stand by themselves. */
  function insert(area, text) {
    var before = area.value.slice(0, area.selectionStart), after = area.value.slice(area.selectionEnd);
    if (text.indexOf("\n") >= 0 || /^(#|-|\d+[.)]|\|)/.test(text)) {
      if (before.trim()) text = (/\n\n$/.test(before) ? "" : /\n$/.test(before) ? "\n" : "\n\n") + text;
      if (after.trim()) text += /^\n\n/.test(after) ? "" : /^\n/.test(after) ? "\n" : "\n\n";
    }
    area.focus();
    if (!document.execCommand("insertText", false, text)) {
      area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    }
    tell();
  }

  function report(lines) {
    var box = document.getElementById("pasted");
    box.replaceChildren();
    if (!lines.length) return;
    var told = add(box, "div", "");
    told.className = "problem mind";
    add(told, "p", "What was pasted:");
    var list = add(told, "ul", "");
    lines.forEach(function (line) { add(list, "li", line); });
  }

  document.addEventListener("paste", paste);
  document.addEventListener("submit", function (event) {
    if (event.target !== form) return;
    event.preventDefault();
    save(changed(), form.getAttribute("data-seen"));
  });
  document.addEventListener("input", tell);
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-picks] select")) pick(event.target);
    tell();
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("#form button[data-mend]");
    if (button) mend(button);
  });
  document.addEventListener("keydown", function (event) {
    if (!form || event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save(changed(), form.getAttribute("data-seen"));
  });
  window.addEventListener("beforeunload", function (event) { if (isDirty()) event.preventDefault(); });
  document.addEventListener("desk:shown", begin);
  begin();
})();
