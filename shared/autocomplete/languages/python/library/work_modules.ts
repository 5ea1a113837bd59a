/** Modules for functions, classes, types, tests, threads and programs. */
export const WORK_MODULES: Readonly<Record<string, string>> = {
  itertools: `
f chain(*iterables)
f count(start=0, step=1)
f cycle(iterable)
f repeat(object, times)
f product(*iterables, repeat=1)
f permutations(iterable, r=None)
f combinations(iterable, r)
f combinations_with_replacement(iterable, r)
f accumulate(iterable, func=None, *, initial=None)
f groupby(iterable, key=None)
f islice(iterable, start, stop, step=1)
f takewhile(predicate, iterable)
f dropwhile(predicate, iterable)
f filterfalse(predicate, iterable)
f compress(data, selectors)
f starmap(function, iterable)
f tee(iterable, n=2) -> tuple
f zip_longest(*iterables, fillvalue=None)
f pairwise(iterable)
f batched(iterable, n)
`,
  functools: `
f reduce(function, iterable, initial)
f partial(func, *args, **keywords)
f lru_cache(maxsize=128, typed=False)
f cache(user_function)
f wraps(wrapped)
f cached_property(func)
f total_ordering(cls)
f cmp_to_key(func)
f singledispatch(func)
f partialmethod(func, *args, **keywords)
f update_wrapper(wrapper, wrapped)
`,
  operator: `
f itemgetter(*items)
f attrgetter(*attrs)
f methodcaller(name, *args)
f add(a, b)
f sub(a, b)
f mul(a, b)
f truediv(a, b)
f floordiv(a, b)
f mod(a, b)
f neg(a)
f eq(a, b)
f ne(a, b)
f lt(a, b)
f le(a, b)
f gt(a, b)
f ge(a, b)
f not_(obj)
f and_(a, b)
f or_(a, b)
f xor(a, b)
f contains(a, b)
f getitem(a, b)
f setitem(a, b, c)
`,
  typing: `
c Any
c Optional
c Union
c List
c Dict
c Set
c Tuple
c Callable
c Iterable
c Iterator
c Sequence
c Mapping
c MutableMapping
c Generator
c Awaitable
c Coroutine
c Literal
c Final
c ClassVar
c TypedDict
c NamedTuple
c Protocol
c Generic
c Type
c Self
c Never
c NoReturn
c TypeAlias
c Annotated
c Concatenate
c AnyStr
f TypeVar(name, *constraints, bound=None)
f ParamSpec(name)
f NewType(name, tp)
f cast(typ, val)
f overload(func)
f runtime_checkable(cls)
f get_type_hints(obj) -> dict
f get_args(tp) -> tuple
f get_origin(tp)
f assert_never(arg)
k TYPE_CHECKING
`,
  dataclasses: `
f dataclass(cls=None, *, init=True, repr=True, eq=True, order=False, frozen=False, slots=False, kw_only=False)
f field(*, default, default_factory, init=True, repr=True, compare=True)
f asdict(obj) -> dict
f astuple(obj) -> tuple
f replace(obj, **changes)
f fields(class_or_instance) -> tuple
f is_dataclass(obj)
c FrozenInstanceError -> exception
k MISSING
`,
  enum: 'c Enum -> enummember\nc IntEnum -> enummember\nc StrEnum -> enummember\nc Flag -> enummember\nc IntFlag -> enummember\nf auto()\nf unique(enumeration)',
  abc: 'c ABC\nf abstractmethod(funcobj)\nc ABCMeta\nf abstractproperty(fget)',
  contextlib: `
f contextmanager(func)
f asynccontextmanager(func)
f suppress(*exceptions)
f closing(thing)
f redirect_stdout(new_target)
f redirect_stderr(new_target)
f nullcontext(enter_result=None)
c ExitStack()
c AsyncExitStack()
c ContextDecorator
`,
  asyncio: `
f run(main, *, debug=None)
f sleep(delay, result=None)
f gather(*aws, return_exceptions=False)
f create_task(coro, *, name=None) -> task
f wait_for(aw, timeout)
f wait(aws, *, timeout=None)
f as_completed(aws)
f to_thread(func, *args)
f timeout(delay)
f shield(aw)
f get_running_loop()
f get_event_loop()
f new_event_loop()
f run_coroutine_threadsafe(coro, loop)
f open_connection(host=None, port=None)
f start_server(client_connected_cb, host=None, port=None)
f create_subprocess_exec(program, *args)
f create_subprocess_shell(cmd)
f current_task()
f all_tasks()
f iscoroutinefunction(func)
c Queue(maxsize=0) -> queue
c Event() -> event
c Lock() -> lock
c Semaphore(value=1) -> lock
c Condition()
c Task -> task
c Future -> task
c TaskGroup()
c CancelledError -> exception
c TimeoutError -> exception
`,
  threading: `
c Thread(target=None, name=None, args=(), kwargs=None, daemon=None)
c Lock() -> lock
c RLock() -> lock
c Event() -> event
c Condition(lock=None)
c Semaphore(value=1) -> lock
c Barrier(parties)
c Timer(interval, function, args=None) -> Thread
f current_thread() -> Thread
f main_thread() -> Thread
f active_count() -> int
f get_ident() -> int
f enumerate() -> list[Thread]
c local
`,
  multiprocessing: `
c Process(target=None, name=None, args=(), kwargs={}) -> Thread
c Pool(processes=None)
c Queue(maxsize=0) -> queue
f Pipe(duplex=True) -> tuple
c Lock() -> lock
c Event() -> event
c Manager()
c Value(typecode, *args)
c Array(typecode, size)
f cpu_count() -> int
f current_process()
f set_start_method(method)
`,
  concurrent: 'n futures',
  'concurrent.futures': `
c ThreadPoolExecutor(max_workers=None) -> executor
c ProcessPoolExecutor(max_workers=None) -> executor
f as_completed(fs, timeout=None) -> list[future]
f wait(fs, timeout=None)
c Future -> future
c TimeoutError -> exception
k ALL_COMPLETED
k FIRST_COMPLETED
`,
  queue: `
c Queue(maxsize=0) -> queue
c PriorityQueue(maxsize=0) -> queue
c LifoQueue(maxsize=0) -> queue
c SimpleQueue() -> queue
c Empty -> exception
c Full -> exception
`,
  logging: `
f getLogger(name=None) -> logger
f basicConfig(*, level=None, format=None, filename=None, handlers=None, datefmt=None, force=False)
f debug(msg, *args)
f info(msg, *args)
f warning(msg, *args)
f error(msg, *args)
f critical(msg, *args)
f exception(msg, *args)
f log(level, msg, *args)
f disable(level)
c Logger(name) -> logger
c Handler
c StreamHandler(stream=None)
c FileHandler(filename, mode='a', encoding=None)
c Formatter(fmt=None, datefmt=None)
c NullHandler()
k DEBUG -> int
k INFO -> int
k WARNING -> int
k ERROR -> int
k CRITICAL -> int
n handlers
n config
`,
  'logging.handlers':
    'c RotatingFileHandler(filename, maxBytes=0, backupCount=0)\nc TimedRotatingFileHandler(filename, when=None)\nc QueueHandler(queue)',
  'logging.config': 'f dictConfig(config)\nf fileConfig(fname)',
  argparse: `
c ArgumentParser(prog=None, description=None, epilog=None) -> argumentparser
c Namespace
c Action
c ArgumentTypeError -> exception
c RawDescriptionHelpFormatter
c ArgumentDefaultsHelpFormatter
f FileType(mode='r')
k SUPPRESS
`,
  unittest: `
c TestCase -> testcase
f main()
n mock
c TestSuite()
c TestLoader()
f skip(reason)
f skipIf(condition, reason)
f skipUnless(condition, reason)
f expectedFailure(test_item)
c IsolatedAsyncioTestCase -> testcase
`,
  'unittest.mock':
    'c Mock(spec=None, return_value=None, side_effect=None)\nc MagicMock(spec=None, return_value=None, side_effect=None)\nc AsyncMock()\nf patch(target)\nf call(*args)\nk ANY\nk sentinel',
  pytest:
    'f fixture(scope=None, params=None, autouse=False)\nf raises(expected_exception, match=None)\nf approx(expected, rel=None, abs=None)\nf skip(reason)\nf fail(reason)\nn mark',
  traceback:
    'f print_exc(limit=None)\nf format_exc(limit=None) -> str\nf print_stack()\nf format_exception(exc) -> list[str]\nf extract_tb(tb)\nf format_tb(tb) -> list[str]\nf print_exception(exc)',
  types:
    'c SimpleNamespace(**kwargs)\nc FunctionType\nc MethodType\nc ModuleType(name)\nc GeneratorType\nc MappingProxyType(mapping) -> dict\nc TracebackType\nc NoneType\nc CoroutineType\nf new_class(name, bases=())',
  inspect:
    'f signature(callable)\nf getmembers(object) -> list\nf getsource(object) -> str\nf isclass(object)\nf isfunction(object)\nf ismethod(object)\nf iscoroutinefunction(object)\nf stack()\nf getdoc(object) -> str\nf currentframe()',
  importlib: 'f import_module(name, package=None)\nf reload(module)\nn resources\nn metadata\nn util',
  gc: 'f collect() -> int\nf disable()\nf enable()\nf get_objects() -> list',
  weakref:
    'f ref(object, callback=None)\nf proxy(object)\nc WeakValueDictionary() -> dict\nc WeakKeyDictionary() -> dict\nc WeakSet() -> set\nf finalize(obj, func)',
  warnings:
    'f warn(message, category=UserWarning, stacklevel=1)\nf filterwarnings(action)\nf simplefilter(action)\nf catch_warnings(record=False)',
  timeit:
    "f timeit(stmt='pass', setup='pass', number=1000000) -> float\nf repeat(stmt, setup, repeat=5) -> list\nf default_timer() -> float\nc Timer(stmt, setup)",
  cProfile: 'f run(statement)\nc Profile()',
  atexit: 'f register(func, *args)\nf unregister(func)',
  shlex: 'f split(s) -> list[str]\nf quote(s) -> str\nf join(split_command) -> str',
  configparser: 'c ConfigParser()\nc RawConfigParser()\nc Error -> exception',
  tkinter:
    'c Tk()\nc Frame(master)\nc Label(master, text)\nc Button(master, text, command)\nc Entry(master)\nc Canvas(master)\nc StringVar()\nn ttk\nn messagebox',
  __future__: 'k annotations\nk division\nk print_function',
}
