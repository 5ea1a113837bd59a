/** Names that are there without an import. */
export const BUILTINS = String.raw`
f print(*values, sep=' ', end='\n', file=None, flush=False)
f len(obj) -> int
c range(start, stop, step=1)
f enumerate(iterable, start=0)
f zip(*iterables, strict=False)
f open(file, mode='r', encoding=None, newline=None) -> file
f input(prompt='') -> str
c str(object='')
c int(x=0, base=10)
c float(x=0.0)
c bool(x=False)
c list(iterable=())
c dict(**kwargs)
c set(iterable=())
c tuple(iterable=())
c bytes(source=b'')
c bytearray(source=b'') -> bytes
c frozenset(iterable=()) -> set
c complex(real=0, imag=0)
c object()
c type(object)
c super()
c slice(start, stop, step=None)
c memoryview(object)
c property(fget=None, fset=None, fdel=None)
c staticmethod(function)
c classmethod(function)
f abs(x)
f all(iterable)
f any(iterable)
f ascii(obj) -> str
f bin(number) -> str
f breakpoint()
f callable(obj)
f chr(i) -> str
f compile(source, filename, mode)
f delattr(obj, name)
f dir(obj)
f divmod(a, b) -> tuple
f eval(source, globals=None, locals=None)
f exec(source, globals=None, locals=None)
f filter(function, iterable)
f format(value, format_spec='') -> str
f getattr(obj, name, default)
f globals() -> dict
f hasattr(obj, name)
f hash(obj) -> int
f help(obj)
f hex(number) -> str
f id(obj) -> int
f isinstance(obj, class_or_tuple)
f issubclass(cls, class_or_tuple)
f iter(iterable)
f aiter(iterable)
f locals() -> dict
f map(function, *iterables)
f max(*values, key=None, default=None)
f min(*values, key=None, default=None)
f next(iterator, default)
f anext(iterator, default)
f oct(number) -> str
f ord(c) -> int
f pow(base, exp, mod=None)
f repr(obj) -> str
f reversed(sequence)
f round(number, ndigits=None)
f setattr(obj, name, value)
f sorted(iterable, key=None, reverse=False) -> list
f sum(iterable, start=0)
f vars(object) -> dict
c Exception(*args) -> exception
c BaseException(*args) -> exception
c ValueError(*args) -> exception
c TypeError(*args) -> exception
c KeyError(*args) -> exception
c IndexError(*args) -> exception
c AttributeError(*args) -> exception
c NameError(*args) -> exception
c RuntimeError(*args) -> exception
c NotImplementedError(*args) -> exception
c StopIteration(value) -> exception
c StopAsyncIteration(value) -> exception
c OSError(*args) -> oserror
c FileNotFoundError(*args) -> oserror
c FileExistsError(*args) -> oserror
c PermissionError(*args) -> oserror
c IsADirectoryError(*args) -> oserror
c NotADirectoryError(*args) -> oserror
c ConnectionError(*args) -> oserror
c ConnectionRefusedError(*args) -> oserror
c ConnectionResetError(*args) -> oserror
c BrokenPipeError(*args) -> oserror
c TimeoutError(*args) -> oserror
c ImportError(*args) -> exception
c ModuleNotFoundError(*args) -> exception
c ArithmeticError(*args) -> exception
c ZeroDivisionError(*args) -> exception
c OverflowError(*args) -> exception
c AssertionError(*args) -> exception
c LookupError(*args) -> exception
c RecursionError(*args) -> exception
c UnicodeError(*args) -> exception
c UnicodeDecodeError(*args) -> exception
c UnicodeEncodeError(*args) -> exception
c SyntaxError(*args) -> exception
c IndentationError(*args) -> exception
c EOFError(*args) -> exception
c MemoryError(*args) -> exception
c KeyboardInterrupt(*args) -> exception
c SystemExit(code=None) -> exception
c GeneratorExit(*args) -> exception
c ExceptionGroup(message, exceptions) -> exception
c Warning(*args) -> exception
c DeprecationWarning(*args) -> exception
c UserWarning(*args) -> exception
k NotImplemented
k Ellipsis
v __name__ -> str
v __file__ -> str
v __doc__ -> str
`
