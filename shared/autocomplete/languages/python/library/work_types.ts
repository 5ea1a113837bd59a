/** Members of what the modules' functions and classes make. */
export const WORK_TYPES: Readonly<Record<string, string>> = {
  Thread: 'm start()\nm join(timeout=None)\nm is_alive()\nm run()\np name -> str\np ident -> int\np daemon',
  lock: 'm acquire(blocking=True, timeout=-1)\nm release()\nm locked()',
  event: 'm set()\nm clear()\nm wait(timeout=None)\nm is_set()',
  queue:
    'm put(item, block=True, timeout=None)\nm get(block=True, timeout=None)\nm put_nowait(item)\nm get_nowait()\nm qsize() -> int\nm empty()\nm full()\nm task_done()\nm join()',
  executor: 'm submit(fn, *args) -> future\nm map(func, *iterables)\nm shutdown(wait=True)',
  future:
    'm result(timeout=None)\nm exception(timeout=None)\nm done()\nm cancel()\nm cancelled()\nm running()\nm add_done_callback(fn)',
  task: 'm result()\nm exception()\nm done()\nm cancel(msg=None)\nm cancelled()\nm add_done_callback(callback)\nm get_name() -> str\nm set_name(value)',
  logger: `
m info(msg, *args)
m debug(msg, *args)
m warning(msg, *args)
m error(msg, *args)
m critical(msg, *args)
m exception(msg, *args)
m log(level, msg, *args)
m setLevel(level)
m addHandler(handler)
m removeHandler(handler)
m getChild(suffix) -> logger
m isEnabledFor(level)
p name -> str
p level -> int
p handlers -> list
p propagate
`,
  argumentparser: `
m add_argument(*name_or_flags, action=None, nargs=None, default=None, type=None, choices=None, required=False, help=None, metavar=None, dest=None)
m parse_args(args=None, namespace=None)
m parse_known_args(args=None)
m add_subparsers(dest=None, required=False, help=None)
m add_argument_group(title=None)
m add_mutually_exclusive_group(required=False)
m set_defaults(**kwargs)
m print_help(file=None)
m error(message)
m exit(status=0, message=None)
`,
  testcase: `
m assertEqual(first, second, msg=None)
m assertNotEqual(first, second, msg=None)
m assertTrue(expr, msg=None)
m assertFalse(expr, msg=None)
m assertIs(first, second, msg=None)
m assertIsNone(obj, msg=None)
m assertIsNotNone(obj, msg=None)
m assertIn(member, container, msg=None)
m assertNotIn(member, container, msg=None)
m assertIsInstance(obj, cls, msg=None)
m assertRaises(exception)
m assertRaisesRegex(exception, regex)
m assertAlmostEqual(first, second, places=7)
m assertGreater(a, b, msg=None)
m assertLess(a, b, msg=None)
m assertListEqual(first, second, msg=None)
m assertDictEqual(first, second, msg=None)
m subTest(msg=None, **params)
m setUp()
m tearDown()
m fail(msg=None)
m skipTest(reason)
m addCleanup(function, *args)
`,
  'type testcase': 'm setUpClass()\nm tearDownClass()',
  enummember: 'p name -> str\np value',
  hash: 'm update(data)\nm digest() -> bytes\nm hexdigest() -> str\nm copy() -> hash\np name -> str\np digest_size -> int\np block_size -> int',
  UUID: 'p hex -> str\np int -> int\np bytes -> bytes\np urn -> str\np version -> int',
  Decimal:
    'm quantize(exp, rounding=None) -> Decimal\nm sqrt() -> Decimal\nm normalize() -> Decimal\nm as_tuple()\nm is_nan()\nm to_integral_value() -> Decimal\nm compare(other) -> Decimal',
  Fraction:
    'p numerator -> int\np denominator -> int\nm limit_denominator(max_denominator=1000000) -> Fraction',
  csvwriter: 'm writerow(row)\nm writerows(rows)',
  dictwriter: 'm writeheader()\nm writerow(row)\nm writerows(rows)',
  connection:
    'm cursor() -> cursor\nm execute(sql, parameters=()) -> cursor\nm executemany(sql, parameters) -> cursor\nm executescript(script) -> cursor\nm commit()\nm rollback()\nm close()\np row_factory\np total_changes -> int',
  cursor:
    'm execute(sql, parameters=()) -> cursor\nm executemany(sql, parameters) -> cursor\nm fetchone() -> tuple\nm fetchall() -> list[tuple]\nm fetchmany(size) -> list[tuple]\nm close()\np rowcount -> int\np lastrowid -> int\np description',
  socket:
    'm connect(address)\nm bind(address)\nm listen(backlog)\nm accept() -> tuple\nm send(data) -> int\nm sendall(data)\nm recv(bufsize) -> bytes\nm close()\nm settimeout(value)\nm setsockopt(level, optname, value)\nm shutdown(how)\nm getsockname()\nm getpeername()\nm setblocking(flag)\nm makefile(mode) -> file\nm fileno() -> int',
  Popen:
    'm communicate(input=None, timeout=None) -> tuple\nm wait(timeout=None) -> int\nm poll() -> int\nm kill()\nm terminate()\nm send_signal(signal)\np stdin -> file\np stdout -> file\np stderr -> file\np returncode -> int\np pid -> int\np args',
  CompletedProcess: 'p returncode -> int\np stdout -> str\np stderr -> str\np args\nm check_returncode()',
  Template: 'm substitute(mapping, **kwargs) -> str\nm safe_substitute(mapping, **kwargs) -> str',
  Random:
    'm random() -> float\nm randint(a, b) -> int\nm choice(seq)\nm shuffle(x)\nm sample(population, k) -> list\nm uniform(a, b) -> float\nm seed(a=None)\nm choices(population, weights=None, k=1) -> list',
}
