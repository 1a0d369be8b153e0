/* A file that is dropped or chosen: first what was found in it, then drafts of that. */
(function () {
  "use strict";
  var desk = window.sitegenDesk, drop = document.getElementById("drop"), found = document.getElementById("found");
  var file = null, busy = false, LARGEST = 14 * 1024 * 1024;
  if (!drop) return;

  function take(chosen) {
    if (!chosen || busy) return;
    if (chosen.size > LARGEST) {
      desk.say(chosen.name + " is larger than 14 MB: save a copy without its pictures, and import that.", true);
      return;
    }
    var reader = new FileReader();
    reader.onload = function () {
      file = { name: chosen.name, data: String(reader.result).replace(/^[^,]*,?/, ""), way: "", take: [] };
      look();
    };
    reader.onerror = function () { desk.say(chosen.name + " cannot be read.", true); };
    reader.readAsDataURL(chosen);
  }

  function look() {
    busy = true;
    desk.say("Reading " + file.name + " …", false);
    desk.ask("look", file).then(function (told) {
      busy = false;
      found.replaceChildren();
      if (told.status !== 200) { desk.say(told.words, true); return; }
      var page = new DOMParser().parseFromString(told.html, "text/html");
      found.replaceChildren.apply(found, Array.from(page.body.childNodes));
      desk.say("", false);
      found.focus();
    });
  }

  function make() {
    var mark = document.getElementById("may-go");
    if (busy) return;
    busy = true;
    desk.say("Making drafts …", false);
    file.marked = mark && mark.checked ? mark.value : "";
    desk.ask("import", file).then(function (told) {
      busy = false;
      if (told.status === 200) location.href = told.go;
      else desk.say(told.words, true);
    });
  }

  document.getElementById("file").addEventListener("change", function (event) {
    take(event.target.files[0]);
    event.target.value = "";
  });
  ["dragenter", "dragover"].forEach(function (name) {
    document.addEventListener(name, function (event) { event.preventDefault(); drop.classList.add("over"); });
  });
  document.addEventListener("dragleave", function (event) { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", function (event) {
    event.preventDefault();
    drop.classList.remove("over");
    take(event.dataTransfer.files[0]);
  });
  found.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button || busy) return;
    if (button.hasAttribute("data-way")) { file.way = button.getAttribute("data-way"); look(); }
    if (button.hasAttribute("data-make")) make();
    if (button.hasAttribute("data-take")) {
      file.take = Array.from(found.querySelectorAll("[name=take]:checked"), function (box) { return Number(box.value); });
      if (file.take.length) look();
      else desk.say("Choose at least one.", true);
    }
  });
})();
