import { watchTyping } from './components/typed-early';

// Runs in the browser before React takes the page over.
watchTyping();
