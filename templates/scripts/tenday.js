// Conveniences only: every page works without this file.

const keysHelp = document.querySelector('[data-keys]');
const rows = () => [...document.querySelectorAll('[data-list] [data-list-link]')];
let waitingForPlace = false;

const isTyping = (target) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

function goTo(place) {
  const key = { t: 'today', r: 'requests', d: 'deadlines', l: 'letters', a: 'agencies', o: 'documents', m: 'replies' }[place];
  const link = key && document.querySelector(`[data-nav="${key}"]`);
  if (link) location.assign(link.href);
}

function moveInList(step) {
  const links = rows();
  const at = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
}

/** In a row in focus, a number presses that row's button of this place. */
function pick(digit) {
  const buttons = document.activeElement?.closest('[data-row]')?.querySelectorAll('[data-pick]') ?? [];
  buttons[Number(digit) - 1]?.click();
}

const actions = {
  '/': () => document.querySelector('[data-key="/"]')?.focus(),
  '?': () => {
    if (!keysHelp) return;
    keysHelp.open = !keysHelp.open;
    if (keysHelp.open) keysHelp.querySelector('summary').focus();
  },
  g: () => { waitingForPlace = true; setTimeout(() => { waitingForPlace = false; }, 1500); },
  j: () => moveInList(1),
  k: () => moveInList(-1),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (waitingForPlace) {
    waitingForPlace = false;
    goTo(event.key);
    return;
  }
  if (/^[1-9]$/.test(event.key)) pick(event.key);
  const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
  if (!action) return;
  event.preventDefault();
  action();
});

// A menu closes on Escape and on a click beside it.
for (const menu of document.querySelectorAll('details.menu')) {
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
  document.addEventListener('click', (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
}

// Buttons that can do nothing without a script are hidden until one is here.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy || location.href);
    button.querySelector('[data-copy-said]').textContent = button.dataset.copied;
  });
}

document.querySelector('.errors')?.focus();
