/* Publishing: first what would change, then exactly that, with a bar; and the way back. */
(function () {
  "use strict";
  var desk = window.sitegenDesk, busy = false, places = document.querySelectorAll("[data-target]");
  if (!places.length) return;

  function add(parent, tag, text) {
    var node = document.createElement(tag);
    node.textContent = text;
    parent.appendChild(node);
    return node;
  }
  function removals(place) {
    var field = place.querySelector("[data-removals]"), typed = field && field.value.trim();
    if (typed) place.setAttribute("data-going", typed);
    var going = place.getAttribute("data-going");
    return going ? Number(going) : null;
  }

  function plan(place) {
    var box = place.querySelector(".plan");
    desk.say("Building, and looking at what readers have …", false);
    return desk.ask("plan", { target: place.getAttribute("data-target"), removals: removals(place) }).then(function (told) {
      box.replaceChildren();
      if (told.status !== 200) { desk.say(told.words, true); return; }
      var page = new DOMParser().parseFromString(told.html, "text/html");
      box.replaceChildren.apply(box, Array.from(page.body.childNodes));
      place.setAttribute("data-release", told.release);
      desk.say("", false);
      box.focus();
    });
  }

  function publish(place) {
    var box = place.querySelector(".plan"), questions = Array.from(box.querySelectorAll(".agree input"));
    if (questions.some(function (one) { return !one.checked; })) {
      desk.say("Tick what is meant, or mend it first.", true);
      return Promise.resolve();
    }
    var bar = add(box, "progress", ""), timer = setInterval(function () {
      fetch("/_desk/progress", { cache: "no-store" }).then(function (answer) { return answer.json(); })
        .then(function (now) { if (now.size) { bar.max = now.size; bar.value = now.sent; } });
    }, 500);
    bar.setAttribute("aria-label", "Publishing");
    desk.say("Publishing …", false);
    return desk.ask("publish", {
      target: place.getAttribute("data-target"), release: place.getAttribute("data-release"),
      agreed: questions.map(function (one) { return one.value; }), removals: removals(place)
    }).then(function (told) {
      clearInterval(timer);
      bar.remove();
      tell(box, told, told.status === 200);
    });
  }

  function undo(place) {
    desk.say("Going back …", false);
    return desk.ask("undo", { target: place.getAttribute("data-target") }).then(function (told) {
      tell(place.querySelector(".plan"), told, false);
    });
  }

  function tell(box, told, canUndo) {
    if (told.status !== 200) { desk.say(told.words, true); return; }
    box.replaceChildren();
    var done = add(box, "div", "");
    done.className = "inset " + (told.good ? "done" : "late");
    add(add(done, "p", ""), "strong", told.words);
    told.lines.forEach(function (line) { add(done, "p", line); });
    if (canUndo) {
      var button = add(done, "button", "Undo");
      button.type = "button";
      button.setAttribute("data-publish", "undo");
    }
    desk.say(told.words, !told.good);
    box.focus();
  }

  function history(place) {
    var box = place.querySelector(".plan");
    return desk.ask("history", { target: place.getAttribute("data-target") }).then(function (told) {
      if (told.status !== 200) { desk.say(told.words, true); return; }
      box.replaceChildren();
      add(box, "h3", "What was published");
      if (!told.lines.length) add(box, "p", "Nothing yet.");
      else {
        add(box, "pre", told.lines.join("\n")).className = "history";
        var button = add(add(box, "p", ""), "button", "Give readers what they had before the last");
        button.type = "button";
        button.setAttribute("data-publish", "undo");
      }
      box.focus();
    });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("button[data-publish]");
    if (!button || busy) return;
    busy = true;
    var work = { plan: plan, publish: publish, undo: undo, history: history }[button.getAttribute("data-publish")];
    work(button.closest("[data-target]")).then(function () { busy = false; }, function () { busy = false; });
  });
})();
