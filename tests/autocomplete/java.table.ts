import type { PlaceCase } from './table.ts'

type Expected = Omit<PlaceCase, 'name' | 'code'>

/** A place in a method of a shop's code. */
const inMethod = (name: string, code: string, expected: Expected): PlaceCase => ({
  name,
  code: `import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class Shop {
  private static final int MAX_ITEMS = 100;
  private final List<Product> products = new ArrayList<>();
  private final Map<String, Integer> stock = new HashMap<>();
  private String[] labels = new String[4];
  private int total;

  record Product(String title, double price) {}

  enum Status { OPEN, CLOSED, PAUSED }

  public double averagePrice(List<Product> chosen, int limit) {
    ${code}
  }

  private Product findProduct(String title) {
    return products.get(0);
  }

  static Shop createDefault() {
    return new Shop();
  }
}
`,
  ...expected,
})

/** A place among the members of a class. */
const inClass = (name: string, code: string, expected: Expected): PlaceCase => ({
  name,
  code: `import java.util.*;

interface Shape {
  double area();
}

class Circle implements Shape {
  private final double radius;

  Circle(double radius) {
    this.radius = radius;
  }

  ${code}
}
`,
  ...expected,
})

export const PLACES: readonly PlaceCase[] = [
  inMethod('a field', 'int n = tot‸', { first: 'total' }),
  inMethod('a parameter', 'return lim‸;', { first: 'limit' }),
  inMethod('a local before the place', 'double sumOfAll = 0;\n    sumO‸', { first: 'sumOfAll' }),
  inMethod('a local after the place is not there yet', 'lat‸\n    int later = 1;', { hasNot: ['later'] }),
  inMethod('a method of the class', 'var p = findP‸', { first: 'findProduct' }),
  inMethod('a constant', 'if (total > MAX‸) {}', { first: 'MAX_ITEMS' }),
  inMethod('a variable of a loop', 'for (Product item : products) {\n      ite‸\n    }', { first: 'item' }),
  inMethod('a variable of a counting loop', 'for (int index = 0; ind‸', { first: 'index' }),
  inMethod('a variable of a loop that is over', 'for (int index = 0; index < 3; index++) {}\n    ind‸', {
    hasNot: ['index'],
  }),
  inMethod(
    'what is caught',
    'try {\n      run();\n    } catch (RuntimeException problem) {\n      prob‸\n    }',
    {
      first: 'problem',
    },
  ),
  inMethod('a pattern', 'Object o = this;\n    if (o instanceof Product product && prod‸', {
    first: 'product',
  }),
  inMethod('a parameter of a lambda', 'products.forEach(each -> eac‸);', { first: 'each' }),
  inMethod('members of a record in a lambda', 'products.stream().map(p -> p.‸);', {
    has: ['title', 'price'],
  }),
  inMethod('members in a lambda with two parameters', 'products.sort((left, right) -> left.ti‸);', {
    first: 'title',
  }),
  inMethod('members of a list', 'products.‸', {
    has: ['add', 'get', 'stream', 'size'],
    hasNot: ['charAt', 'if'],
  }),
  inMethod('members of a list, begun', 'products.isE‸', { first: 'isEmpty' }),
  inMethod('members of an element', 'products.get(0).‸', { has: ['title', 'price'], hasNot: ['add'] }),
  inMethod('members of a map', 'stock.getOr‸', { first: 'getOrDefault' }),
  inMethod('members of an entry', 'for (var entry : stock.entrySet()) {\n      entry.getK‸\n    }', {
    first: 'getKey',
  }),
  inMethod('members of an array', 'int n = labels.len‸', { first: 'length' }),
  inMethod('members of an array element', 'String s = labels[0].toU‸', { first: 'toUpperCase' }),
  inMethod('members of a text', 'String name = "a";\n    name.subs‸', { first: 'substring' }),
  inMethod('members of a text literal', '"abc".len‸', { first: 'length' }),
  inMethod('members of what var is set to', 'var made = new StringBuilder();\n    made.app‸', {
    first: 'append',
  }),
  inMethod('members of a method answer', 'findProduct("a").pri‸', { first: 'price' }),
  inMethod('members through this', 'this.tot‸', { first: 'total' }),
  inMethod('members of a stream', 'products.stream().fil‸', { first: 'filter' }),
  inMethod(
    'a stream goes on',
    'var names = products.stream().map(p -> p.title()).toList();\n    names.get(0).toL‸',
    {
      first: 'toLowerCase',
    },
  ),
  inMethod('what is collected', 'var n = products.stream().collect(Collectors.toList());\n    n.get(0).ti‸', {
    first: 'title',
  }),
  inMethod('a scanner', 'var in = new java.util.Scanner(System.in);\n    in.nextL‸', {
    has: ['nextLine', 'nextLong'],
  }),
  inMethod('what an Optional holds', 'Optional.of("a").get().toU‸', { first: 'toUpperCase' }),
  inMethod('an int has no members', 'total.‸', { nothing: true }),
  inMethod('a lambda in a constructor', 'var queue = new PriorityQueue<Product>((a, b) -> a.pri‸', {
    first: 'price',
  }),
  inMethod('static members', 'double d = Math.sq‸', { first: 'sqrt' }),
  inMethod('System', 'System.ou‸', { first: 'out' }),
  inMethod('System.out', 'System.out.printl‸', { first: 'println' }),
  inMethod('static members of its own', 'Shop.create‸', { first: 'createDefault' }),
  inMethod('values of an enum', 'Status s = Status.‸', { has: ['OPEN', 'CLOSED', 'PAUSED', 'values'] }),
  inMethod('a method reference', 'products.stream().map(Product::ti‸)', { first: 'title' }),
  inMethod('a label of a switch', 'Status s = Status.OPEN;\n    switch (s) {\n      case CLO‸\n    }', {
    first: 'CLOSED',
  }),
  inMethod('in a switch', 'switch (limit) {\n      cas‸\n    }', { first: 'case' }),
  inMethod('case stands in a switch only', 'cas‸', { hasNot: ['case'] }),
  inMethod('break in a loop', 'while (true) {\n      brea‸\n    }', { first: 'break' }),
  inMethod('break stands in a loop only', 'brea‸', { hasNot: ['break'] }),
  inMethod('return', 'ret‸', { first: 'return' }),
  inMethod('no access modifiers in a method', 'priv‸', { hasNot: ['private'] }),
  inMethod('a snippet for printing', 'sou‸', { has: ['sout'] }),
  inMethod('a snippet for a loop', 'fori‸', { first: 'fori' }),
  inMethod('else after if', 'if (total > 1) {\n      return 1;\n    } els‸', { first: 'else' }),
  inMethod('catch after try', 'try {\n      run();\n    } cat‸', { first: 'catch' }),
  inMethod('a class after new', 'var x = new Prod‸', { first: 'Product' }),
  inMethod('a class of the library after new', 'List<String> x = new ArrayL‸', { first: 'ArrayList' }),
  inMethod('a type in a type list', 'Map<String, Prod‸> byName;', { first: 'Product', hasNot: ['products'] }),
  inMethod('less than is no type list', 'if (limit < tot‸) {}', { first: 'total' }),
  inMethod('a cast', 'Object o = (Stri‸) x;', { first: 'String' }),
  inMethod('instanceof', 'if (chosen inst‸) {}', { first: 'instanceof' }),
  inMethod('a new name', 'String na‸', { nothing: true }),
  inMethod('a new name after a generic type', 'List<String> na‸', { nothing: true }),
  inMethod('in a text', 'String s = "tot‸";', { nothing: true }),
  inMethod('in a character', "char c = 't‸';", { nothing: true }),
  inMethod('in a text block', 'String s = """\n      hello tot‸\n      """;', { nothing: true }),
  inMethod('after a text block', 'String s = """\n      a "quoted" word\n      """;\n    tot‸', {
    first: 'total',
  }),
  inMethod('in a line comment', '// the tot‸', { nothing: true }),
  inMethod('in a comment', '/* the tot‸ */', { nothing: true }),
  inMethod('in a number', 'int n = 12‸;', { nothing: true }),
  inMethod('members on a line before a declaration', 'products.‸\n    int later = 1;', {
    has: ['add', 'size'],
  }),
  inMethod('a chain over lines', 'products.stream()\n      .filter(p -> p.price() > 1)\n      .mapToD‸', {
    first: 'mapToDouble',
  }),
  inMethod('in a call that is not closed', 'System.out.println(tot‸', { first: 'total' }),
  inClass('a modifier', 'priv‸', { first: 'private', hasNot: ['return', 'radius'] }),
  inClass('a type after a modifier', 'private Shap‸', { first: 'Shape' }),
  inClass('a snippet among members', 'mai‸', { first: 'main' }),
  inClass('an annotation', '@Over‸', { first: 'Override' }),
  inClass('annotations', '@‸', { has: ['Override', 'Deprecated', 'SuppressWarnings'], hasNot: ['String'] }),
  inClass('the name of a new method', 'public double are‸', { nothing: true }),
  inClass('the type of a parameter', 'void grow(doub‸) {}', { first: 'double' }),
  inClass('the name of a parameter', 'void grow(double fact‸) {}', { nothing: true }),
  inClass('what a method throws', 'void grow() thr‸', { first: 'throws' }),
  inClass('an exception after throws', 'void grow() throws IllegalAr‸ {}', {
    first: 'IllegalArgumentException',
  }),
  inClass('a type parameter', 'static <Thing> Thing pick(List<Thing> all) {\n    Thin‸\n  }', {
    first: 'Thing',
  }),
  inClass('this in a constructor', 'void set() {\n    thi‸\n  }', { first: 'this' }),
  inClass('a name of an imported package', 'void set() {\n    var all = new Linked‸\n  }', {
    has: ['LinkedList', 'LinkedHashMap'],
  }),
  { name: 'a package', code: 'import java.ut‸', has: ['util'] },
  { name: 'classes of a package', code: 'package a.b;\n\nimport java.util.Arr‸', first: 'ArrayList' },
  { name: 'a static import', code: 'import static java.lang.Math.ma‸', first: 'max' },
  { name: 'the name of a package', code: 'package com.exa‸', nothing: true },
  { name: 'the name of a class', code: 'public class Ma‸ {\n}', nothing: true },
  { name: 'extends', code: 'class Dog ext‸', first: 'extends' },
  { name: 'a class after extends', code: 'class Animal {}\n\nclass Dog extends Ani‸ {\n}', first: 'Animal' },
  {
    name: 'members of a base class',
    code: 'class Animal {\n  void speak() {}\n}\n\nclass Dog extends Animal {\n  void run() {\n    spe‸\n  }\n}',
    first: 'speak',
  },
  {
    name: 'private members of another class',
    code: 'class Safe {\n  private int code;\n  private int codeAgain() { return code; }\n  int codes;\n}\n\nclass Thief {\n  void run(Safe safe) {\n    safe.cod‸\n  }\n}',
    first: 'codes',
    hasNot: ['code', 'codeAgain'],
  },
  {
    name: 'private members of a class around',
    code: 'class Safe {\n  private int code;\n\n  static class Key {\n    private int code;\n    int open(Safe safe, Key key) {\n      return safe.cod‸;\n    }\n  }\n}',
    first: 'code',
  },
  {
    name: 'inherited private members',
    code: 'class Safe {\n  private int code;\n  protected int codeLength = 4;\n}\n\nclass Big extends Safe {\n  int run() {\n    return this.code‸;\n  }\n}',
    first: 'codeLength',
    hasNot: ['code'],
  },
  { name: 'a class at the top', code: 'import java.util.List;\n\npublic cla‸', first: 'class' },
  { name: 'a constant of an enum is made up', code: 'enum Color { RED, GRE‸ }', nothing: true },
]
