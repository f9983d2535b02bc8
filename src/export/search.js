(function () {
  "use strict";
  var field = document.getElementById("search");
  var articles = Array.from(document.querySelectorAll(".articles article"));
  var texts = articles.map(function (article) {
    var parts = Array.from(article.querySelectorAll("h3, .facts, .tags"));
    return parts.map(function (part) { return part.textContent; }).join("\n").toLowerCase();
  });
  function search() {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    articles.forEach(function (article, at) {
      article.hidden = !words.every(function (word) { return texts[at].includes(word); });
    });
  }
  field.addEventListener("input", search);
  // A link leads to its article even where the search has hidden it.
  window.addEventListener("hashchange", function () {
    var target = document.getElementById(location.hash.slice(1));
    if (target && target.hidden) { field.value = ""; search(); target.scrollIntoView(); }
  });
  field.parentNode.hidden = false;
})();
