// "/" leads to the search. Without this a reader uses the link.

addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const field = document.querySelector("[data-search] input");
  if (field) field.focus();
  else location.assign(document.querySelector('link[rel="search"]').href);
});
