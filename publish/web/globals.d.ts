/** Set by the bundler: the folder of the Python runtime beside the app's own. */
declare const RUNTIME_DIR: string;
