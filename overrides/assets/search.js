/* Search on the device. The library and the list of pages are fetched when somebody first uses the box; nothing is sent. */
(function () {
  "use strict";
  const form = document.getElementById("search");
  const box = form.querySelector("input");
  const status = document.getElementById("search-status");
  const list = document.getElementById("search-results");
  const here = new URL(".", document.currentScript.src);
  let ready = null;

  form.hidden = false;
  document.getElementById("search-needs-script").hidden = true;

  function script(address) {
    return new Promise(function (resolve, reject) {
      const element = document.createElement("script");
      element.src = address;
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });
  }

  function load() {
    if (ready) return ready;
    const pages = fetch(new URL("search.json", here)).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    });
    ready = Promise.all([pages, script(new URL("lunr.js", here))]).then(function (loaded) {
      const entries = loaded[0];
      const index = lunr(function () {
        this.ref("number");
        this.field("title", { boost: 8 });
        this.field("keywords", { boost: 6 });
        this.field("headings", { boost: 3 });
        this.field("text");
        entries.forEach(function (entry, number) {
          this.add({ number: number, title: entry.title, keywords: entry.keywords.join(" "), headings: entry.headings.join(" "), text: entry.text });
        }, this);
      });
      return { entries: entries, index: index };
    });
    ready.catch(function () { ready = null; });
    return ready;
  }

  /* Exact words count most, then beginnings of words, then words with a letter or two wrong. */
  function find(found, typed) {
    const words = lunr.tokenizer(typed.toLowerCase()).map(String);
    const scores = new Map();
    function add(number, score) { scores.set(number, (scores.get(number) || 0) + score); }
    const hits = found.index.query(function (query) {
      words.forEach(function (word) {
        query.term(word, { boost: 20 });
        query.term(word, { boost: 5, wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false });
        if (word.length > 3) query.term(word, { boost: 1, editDistance: word.length > 6 ? 2 : 1 });
      });
    });
    hits.forEach(function (hit) { add(Number(hit.ref), hit.score); });
    /* A phrase that parents type counts as a whole; it is also the only way for scripts that put no space between words. */
    const phrase = words.join(" ");
    found.entries.forEach(function (entry, number) {
      entry.keywords.forEach(function (keyword) {
        if (keyword === phrase) add(number, 1000);
        else if (phrase.length > 1 && (keyword.includes(phrase) || (keyword.length > 3 && phrase.includes(keyword)))) add(number, 100);
      });
      if (/[^\u0000-\u024f]/.test(phrase) && entry.text.includes(phrase)) add(number, 10);
    });
    return Array.from(scores).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; }).slice(0, 8).map(function (pair) { return found.entries[pair[0]]; });
  }

  function show(entries) {
    list.replaceChildren.apply(list, entries.map(function (entry) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = new URL("../" + entry.url, here);
      link.textContent = entry.title;
      const line = document.createElement("p");
      line.textContent = entry.description;
      item.append(link, line);
      return item;
    }));
    status.textContent = entries.length ? entries.length + (entries.length === 1 ? " page" : " pages") : form.dataset.nothing;
  }

  function search() {
    const typed = box.value.trim();
    if (!typed) { list.replaceChildren(); status.textContent = ""; return; }
    load().then(function (found) {
      if (typed === box.value.trim()) show(find(found, typed));
    }, function () { status.textContent = form.dataset.failed; });
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
  box.addEventListener("focus", load, { once: true });
  box.addEventListener("input", search);
})();
