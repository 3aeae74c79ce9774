// Packages whose name differs from the module that they bring.

const packages: ReadonlyMap<string, string> = new Map([
  ["attr", "attrs"],
  ["bs4", "beautifulsoup4"],
  ["Crypto", "pycryptodome"],
  ["cv2", "opencv-python"],
  ["dateutil", "python-dateutil"],
  ["docx", "python-docx"],
  ["dotenv", "python-dotenv"],
  ["fitz", "PyMuPDF"],
  ["git", "GitPython"],
  ["googleapiclient", "google-api-python-client"],
  ["jose", "python-jose"],
  ["jwt", "PyJWT"],
  ["magic", "python-magic"],
  ["MySQLdb", "mysqlclient"],
  ["OpenSSL", "pyOpenSSL"],
  ["PIL", "Pillow"],
  ["pkg_resources", "setuptools"],
  ["pptx", "python-pptx"],
  ["psycopg2", "psycopg2-binary"],
  ["serial", "pyserial"],
  ["skimage", "scikit-image"],
  ["sklearn", "scikit-learn"],
  ["slugify", "python-slugify"],
  ["telegram", "python-telegram-bot"],
  ["yaml", "PyYAML"],
  ["zmq", "pyzmq"],
]);

/** The package to install for a top-level module. */
export function packageOf(module: string): string {
  return packages.get(module) ?? module;
}
