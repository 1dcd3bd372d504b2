// Before anything is drawn: the colours that the user has chosen, or the system's. Not a module, which would come too late.
(() => {
  const KEY = 'ballast-theme';
  const root = document.documentElement;
  const read = () => { try { return localStorage.getItem(KEY) || 'auto'; } catch { return 'auto'; } };
  const apply = theme => {
    if (theme === 'auto') root.removeAttribute('data-theme'); else root.setAttribute('data-theme', theme);
  };
  apply(read());
  globalThis.ballastTheme = {
    now: read,
    next() {
      const order = ['auto', 'light', 'dark'];
      const theme = order[(order.indexOf(read()) + 1) % order.length];
      try { localStorage.setItem(KEY, theme); } catch { /* not kept then */ }
      apply(theme);
      return theme;
    },
  };
})();
