/** `java.lang`: there without an import. */
export const LANG = `
c String
c System
c Math
c Integer
c Long
c Double
c Float
c Boolean
c Character
c Byte
c Short
c Number
c Object
c StringBuilder
c StringBuffer
c Thread
c ThreadLocal
c Runtime
c Process
c ProcessBuilder
c Class
c Enum
c Record
c Void
c StackTraceElement
i Runnable
i Iterable
i Comparable
i CharSequence
i AutoCloseable
i Cloneable
i Appendable
c Throwable
c Exception
c RuntimeException
c Error
c IllegalArgumentException
c IllegalStateException
c NullPointerException
c IndexOutOfBoundsException
c ArrayIndexOutOfBoundsException
c StringIndexOutOfBoundsException
c ArithmeticException
c ClassCastException
c NumberFormatException
c UnsupportedOperationException
c InterruptedException
c CloneNotSupportedException
c ClassNotFoundException
c NegativeArraySizeException
c SecurityException
c AssertionError
c OutOfMemoryError
c StackOverflowError
`

/** After an `@`. */
export const ANNOTATIONS = `
i Override
i Deprecated
i FunctionalInterface
i SuppressWarnings(String... value)
i SafeVarargs
i Retention(RetentionPolicy value)
i Target(ElementType... value)
i Documented
i Inherited
i Repeatable
i Test
i BeforeEach
i AfterEach
i ParameterizedTest
`
