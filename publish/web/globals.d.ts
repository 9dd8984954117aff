/** Set by the bundler: the folder of the Python runtime beside the app's own. */
declare const RUNTIME_DIR: string;
/** Its files, as JSON: how long each is as it lies there, and as a host sends it that compresses. [bytes] */
declare const RUNTIME_FILES: string;
