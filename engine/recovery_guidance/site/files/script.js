// Search over an index that is fetched when it is first wanted; from a file, so without a server.
(function () {
  "use strict";
  var root = document.body.dataset.root;
  var input = document.getElementById("search");
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (one) { one.open = true; });
  });
  if (!input) return;
  var list = document.getElementById("found");
  var counted = document.getElementById("counted");
  var pages = null;

  function load() {
    if (pages) return;
    pages = [];
    var script = document.createElement("script");
    script.src = root + "search.js";
    script.onload = function () {
      pages = window.PAGES.map(function (page) {
        return { kind: page[0], title: page[1], at: page[2], head: page[1].toLowerCase(),
          text: (page[0] + " " + page[1] + " " + page[3]).toLowerCase() };
      });
      show();
    };
    document.head.appendChild(script);
  }

  function show() {
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.textContent = "";
    if (!words.length) { counted.textContent = ""; return; }
    var found = pages.filter(function (page) {
      return words.every(function (word) { return page.text.indexOf(word) >= 0; });
    });
    function worth(page) {
      return words.reduce(function (sum, word) {
        var place = page.head.indexOf(word);
        return sum + (place === 0 ? 3 : place > 0 ? 2 : 0);
      }, 0);
    }
    found.forEach(function (page, place) { page.place = place; page.worth = worth(page); });
    found.sort(function (a, b) { return b.worth - a.worth || a.place - b.place; });
    counted.textContent = found.length ? found.length + " found" : "nothing found";
    found.slice(0, 30).forEach(function (page) {
      var line = document.createElement("li");
      var link = document.createElement("a");
      link.href = root + page.at;
      link.textContent = page.title;
      var kind = document.createElement("small");
      kind.textContent = " " + page.kind;
      line.appendChild(link);
      line.appendChild(kind);
      list.appendChild(line);
    });
  }

  input.addEventListener("focus", load);
  input.addEventListener("input", function () { load(); show(); });
  input.addEventListener("keydown", function (event) {
    var first = list.querySelector("a");
    if (event.key === "Enter" && first) location.href = first.href;
    if (event.key === "Escape") { input.value = ""; show(); }
  });
  if (input.value) { load(); }
})();
