/** Top-level modules of Python's standard library, 3.8 to 3.13: https://docs.python.org/3/py-modindex.html */
export const standardModules: ReadonlySet<string> = new Set(
  `
  __future__ __main__ _thread abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect builtins bz2
  cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent configparser contextlib contextvars copy
  copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl
  filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib
  imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes
  mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb
  pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat
  queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr
  socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys
  sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback
  tracemalloc tty turtle turtledemo types typing typing_extensions unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg
  winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
`.split(/\s+/),
);

/** Well-known packages, by the name they are imported under, that do not call AWS on the role of the code that uses them (unless in libraries' table). */
export const harmlessPackages: ReadonlySet<string> = new Set(
  `
  Crypto Cryptodome Levenshtein MySQLdb OpenSSL PIL PyPDF2 Xlib aio_pika aiofiles aiohttp aiomysql aioredis aiosqlite airtable alembic ansible anthropic
  anyio apig_wsgi apispec appdirs apscheduler argon2 ariadne arrow asgiref asn1crypto asyncpg asyncssh atlassian attr attrs authlib autogen avro awsgi
  azure babel backoff barcode bcrypt betterproto bitstring blosc bmemcached boltons bottle boxsdk braintree brotli bs4 bson cachetools cairosvg capnp
  cassandra catboost cattrs cbor2 ccxt celery certifi cffi cfnresponse chardet charset_normalizer cherrypy chromadb click clickhouse_connect
  clickhouse_driver cognitojwt cohere colorama confluent_avro confluent_kafka connexion construct consul couchbase crhelper croniter cryptography
  cssselect currency_converter cv2 cx_Oracle cython dacite dask datadog datadog_lambda dateutil ddtrace decorator decouple deep_translator defusedxml
  dependency_injector deprecated discord diskcache distributed distro django dns dnspython docker docopt docusign docx dotenv dramatiq dropbox duckdb
  dulwich dynaconf ecdsa elasticapm elasticsearch elasticsearch_dsl email_validator emoji environs ephem epsagon etcd3 eth_account eventlet exifread
  facebook faiss faker falcon fastapi fastavro fastmcp fastparquet feedparser filelock filetype fiona fire firebase_admin fitz flask flatbuffers folium
  forex_python fpdf freezegun ftfy funcy fuzzywuzzy gensim geoip2 geojson geopandas geopy gettext_lazy gevent git github gitlab gnupg google
  google_auth_oauthlib googleapiclient googlemaps googletrans gql graphene graphql greenlet gremlin_python grpc grpc_status grpclib gspread h3 h5py
  hashids holidays honeycomb html5lib httpx hubspot huggingface_hub humanize hvac hypothesis ibm_db ibm_db_dbi idna imageio importlib_metadata
  importlib_resources inflection influxdb influxdb_client influxdb_client_3 inject injector iptools ipwhois itsdangerous jellyfish jinja2 jira jmespath
  joblib jose json_log_formatter jsonpath jsonpath_ng jsonschema jwcrypto jwt kafka keras kink kombu ksuid kubernetes lagom lambda_decorators
  lambda_event_sources langchain_anthropic langchain_core langchain_openai langchain_text_splitters langdetect langgraph lark ldap ldap3 lightgbm lmdb
  loguru logzio lumigo_tracer lxml lz4 magic mailchimp_marketing mailjet_rest mangum markdown markdown2 markupsafe marshmallow matplotlib maxminddb maya
  mcp meilisearch middleware mistralai mistune mjml mock mongoengine more_itertools moto motor msal msgpack msgraph mutagen mysql nacl names nanoid nats
  neo4j nest_asyncio netCDF4 netaddr networkx newrelic nltk nmap nose notion_client num2words numba numpy oauth2client oauthlib odf onnx onnxruntime
  openai openpyxl opensearchpy opentelemetry oracledb orjson packaging paho pandas paramiko parse passlib paypalrestsdk pdf2image pdfkit pdfminer
  pdfplumber peewee pendulum petname pexpect pg pg8000 pgdb pgpy phonenumbers piexif pika pikepdf pinecone pint pip pkg_resources platformdirs
  playwright plotly pluggy ply polars portalocker pptx premailer prometheus_client psutil psycopg psycopg2 punq py4j py7zr pyairtable pyarrow pyasn1
  pycountry pydantic pydantic_core pydantic_settings pydrive pydub pyflink pymemcache pymongo pymssql pymsteams pymysql pyodbc pyotp pyparsing pypdf
  pypdfium2 pyppeteer pyproj pyramid pysftp pyspark pytesseract pytest pythonjsonlogger pythonping pytz pyxlsb qdrant_client qrcode randomname rapidfuzz
  rarfile rasterio ray redis rediscluster regex reportlab requests requests_oauthlib responses rest_framework retry retrying rich rollbar rq rsa ruamel
  saml2 sanic scapy schedule scipy scp scrapy seaborn selenium sendgrid sentence_transformers sentry_sdk serverless_wsgi setproctitle setuptools sh
  shapely shopify shortuuid simple_salesforce simplejson six skimage sklearn slack slack_bolt slack_sdk slackclient slugify snappy sniffio snowflake
  socketio soundfile spacy sqlalchemy sqlmodel sshtunnel starlette statsmodels stomp strawberry stripe structlog suds surrealdb svglib sympy tablib
  tabulate telegram tenacity tensorflow termcolor textblob thefuzz thrift thundra tiktoken timezonefinder tinydb tokenizers toml tomli tomlkit toolz
  torch torchvision tornado tortoise tqdm transformers trino trio tweepy twilio typer typesense tzdata tzlocal ua_parser ubjson ujson ulid unidecode
  unittest2 urllib3 usaddress user_agents uuid6 uvicorn uvloop validators vcr vertexai watchdog weasyprint weaviate web3 websocket websockets werkzeug
  wheel whois wrapt xarray xgboost xhtml2pdf xlrd xlsxwriter xlwt xmltodict yaml yfinance zarr zeep zmq zstandard zxcvbn
`.split(/\s+/),
);
