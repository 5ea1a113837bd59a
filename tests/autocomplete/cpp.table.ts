import type { PlaceCase } from './table.ts'

type Expected = Omit<PlaceCase, 'name' | 'code'>

/** A place in a function of a program about shapes. */
const inFunction = (name: string, code: string, expected: Expected): PlaceCase => ({
  name,
  code: `#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#define MAX_SHAPES 64
#define SQUARE(x) ((x) * (x))

namespace geometry {
struct Point {
  double x = 0;
  double y = 0;
  double length() const { return SQUARE(x) + SQUARE(y); }
};

double distance(const Point& a, const Point& b);
}  // namespace geometry

enum class Color { Red, Green, Blue };
enum Level { LOW, HIGH };
using Names = std::vector<std::string>;

class Shape {
public:
  explicit Shape(std::string title) : title_(std::move(title)) {}
  virtual ~Shape() = default;
  virtual double area() const = 0;
  const std::string& title() const { return title_; }
  static int created;

protected:
  std::string title_;
};

template <typename T>
T largest(const std::vector<T>& values);

void draw(const std::vector<geometry::Point>& points, std::map<std::string, int>& counts, Shape* shape) {
  ${code}
}
`,
  ...expected,
})

/** A place among the members of a class. */
const inClass = (name: string, code: string, expected: Expected): PlaceCase => ({
  name,
  code: `#include <string>
#include <vector>

struct Animal {
  virtual void speak() const;
  std::string nickname;
};

class Dog : public Animal {
public:
  ${code}

private:
  int ageInYears = 0;
  std::vector<std::string> tricks;
};
`,
  ...expected,
})

export const PLACES: readonly PlaceCase[] = [
  inFunction('a parameter', 'return poi‸', { first: 'points' }),
  inFunction('a local', 'int sumOfAll = 0;\n  sumO‸', { first: 'sumOfAll' }),
  inFunction('a local that comes later', 'lat‸\n  int later = 1;', { hasNot: ['later'] }),
  inFunction('a function above', 'auto v = larg‸', { first: 'largest' }),
  inFunction('a macro', 'if (n < MAX_‸) {}', { first: 'MAX_SHAPES' }),
  inFunction('a macro with parameters', 'auto n = SQU‸', { first: 'SQUARE' }),
  inFunction('a namespace', 'geom‸', { first: 'geometry' }),
  inFunction('names in a namespace', 'geometry::‸', {
    has: ['Point', 'distance'],
    hasNot: ['Shape', 'vector'],
  }),
  inFunction('values of an enum class', 'auto c = Color::‸', {
    has: ['Red', 'Green', 'Blue'],
    hasNot: ['Shape'],
  }),
  inFunction('values of a plain enum', 'Level l = HI‸', { first: 'HIGH' }),
  inFunction('values of an enum class have their prefix', 'auto c = Gre‸', { hasNot: ['Green'] }),
  inFunction('static members', 'Shape::crea‸', { first: 'created' }),
  inFunction('an alias', 'Nam‸', { first: 'Names' }),
  inFunction('members of an alias', 'Names names;\n  names.push‸', { first: 'push_back' }),
  inFunction('members of a vector', 'points.‸', {
    has: ['size', 'begin', 'push_back'],
    hasNot: ['c_str', 'return'],
  }),
  inFunction('members of an element', 'points[0].‸', { has: ['x', 'y', 'length'], hasNot: ['size'] }),
  inFunction('members of the front', 'points.front().len‸', { first: 'length' }),
  inFunction('members of a map', 'counts.fi‸', { first: 'find' }),
  inFunction('an iterator into a map', 'auto it = counts.find("a");\n  it->‸', { has: ['first', 'second'] }),
  inFunction('the key through an iterator', 'auto it = counts.begin();\n  it->first.sub‸', {
    first: 'substr',
  }),
  inFunction('members through a pointer', 'shape->ar‸', { first: 'area' }),
  inFunction('members of what is returned', 'shape->title().le‸', { first: 'length' }),
  inFunction('make_unique', 'auto p = std::make_unique<geometry::Point>();\n  p->len‸', { first: 'length' }),
  inFunction(
    'members of the smart pointer itself',
    'auto p = std::make_unique<geometry::Point>();\n  p.re‸',
    {
      has: ['reset', 'release'],
    },
  ),
  inFunction('new', 'auto* p = new geometry::Point();\n  p->len‸', { first: 'length' }),
  inFunction('members of a text', 'std::string name = "a";\n  name.sub‸', { first: 'substr' }),
  inFunction('a range', 'for (const auto& point : points) {\n    point.len‸\n  }', { first: 'length' }),
  inFunction('the variable of a range', 'for (const auto& point : points) {\n    poin‸\n  }', {
    first: 'point',
  }),
  inFunction('a structured binding', 'for (auto& [key, value] : counts) {\n    val‸\n  }', {
    first: 'value',
  }),
  inFunction('members of a bound key', 'for (const auto& [key, value] : counts) {\n    key.sub‸\n  }', {
    first: 'substr',
  }),
  inFunction('a counting loop', 'for (int index = 0; ind‸', { first: 'index' }),
  inFunction('a variable of a loop that is over', 'for (int index = 0; index < 3; ++index) {}\n  ind‸', {
    hasNot: ['index'],
  }),
  inFunction('a variable of an if', 'if (auto found = counts.find("a"); foun‸', { first: 'found' }),
  inFunction(
    'what is caught',
    'try {\n    run();\n  } catch (const std::exception& problem) {\n    problem.wh‸\n  }',
    {
      first: 'what',
    },
  ),
  inFunction('a parameter of a lambda', 'auto f = [&](int amount) { return amou‸', { first: 'amount' }),
  inFunction('a capture', 'int offset = 1;\n  auto f = [off‸', { first: 'offset' }),
  inFunction('the library', 'std::vec‸', { first: 'vector' }),
  inFunction('functions of the library', 'std::sor‸', { first: 'sort' }),
  inFunction('the library needs its prefix', 'vec‸', { hasNot: ['unordered_map', 'make_unique'] }),
  inFunction('using namespace std', 'using namespace std;\n  vect‸', { has: ['vector'] }),
  inFunction('a keyword comes before what a namespace brings in', 'using namespace std;\n  ret‸', {
    first: 'return',
  }),
  inFunction('members of what is cast', 'dynamic_cast<Shape*>(shape)->ti‸', {
    first: 'title',
    hasNot: ['title_'],
  }),
  inFunction('streams', 'std::cou‸', { first: 'cout' }),
  inFunction('after a stream sign', 'std::cout << poi‸', { first: 'points' }),
  inFunction('chrono', 'std::chrono::ste‸', { first: 'steady_clock' }),
  inFunction('a cast', 'auto n = static_‸', { first: 'static_cast' }),
  inFunction('the type of a cast', 'auto n = static_cast<doub‸>(1);', { first: 'double', hasNot: ['draw'] }),
  inFunction('a type in a type list', 'std::vector<Sha‸> all;', { first: 'Shape', hasNot: ['shape'] }),
  inFunction('less than is no type list', 'int limit = 3;\n  if (n < lim‸) {}', { first: 'limit' }),
  inFunction('return', 'ret‸', { first: 'return' }),
  inFunction('break in a loop', 'while (true) {\n    brea‸\n  }', { first: 'break' }),
  inFunction('break stands in a loop only', 'brea‸', { hasNot: ['break'] }),
  inFunction('in a switch', 'switch (1) {\n    cas‸\n  }', { first: 'case' }),
  inFunction('no access labels in a function', 'publ‸', { hasNot: ['public'] }),
  inFunction('this is not there outside of classes', 'thi‸', { hasNot: ['this'] }),
  inFunction('else after if', 'if (1) {\n    return;\n  } els‸', { first: 'else' }),
  inFunction('a snippet for a loop', 'fore‸', { first: 'foreach' }),
  inFunction('a snippet for printing', 'cou‸', { has: ['cout'] }),
  inFunction('a new name', 'int amo‸', { nothing: true }),
  inFunction('a new name after a template', 'std::vector<int> val‸', { nothing: true }),
  inFunction('a new name of a pointer', 'Shape* sha‸', { nothing: true }),
  inFunction('a new name of a reference', 'const auto& poi‸', { nothing: true }),
  inFunction('multiplication', 'int n = 2 * MAX_‸', { first: 'MAX_SHAPES' }),
  inFunction('in a text', 'std::string s = "poi‸";', { nothing: true }),
  inFunction('in a raw text', 'auto s = R"(poi‸)";', { nothing: true }),
  inFunction('in a character', "char c = 'p‸';", { nothing: true }),
  inFunction('in a comment', '// the poi‸', { nothing: true }),
  inFunction('in a comment of lines', '/* the\n   poi‸ */', { nothing: true }),
  inFunction('in a number', 'int n = 0x1f‸;', { nothing: true }),
  inFunction('members on a line before a declaration', 'points.‸\n  int later = 1;', {
    has: ['size', 'begin'],
  }),
  inClass('a member function below is not there in a type', 'voi‸', {
    first: 'void',
    hasNot: ['return', 'ageInYears'],
  }),
  inClass('fields in a member function', 'int age() const { return ageI‸ }', { first: 'ageInYears' }),
  inClass('fields through this', 'int age() const { return this->‸ }', {
    has: ['ageInYears', 'tricks', 'nickname', 'speak'],
  }),
  inClass('members of a base class', 'void run() { nick‸ }', { first: 'nickname' }),
  inClass('members of a field', 'void run() { tricks.push‸ }', { first: 'push_back' }),
  inClass('override', 'void speak() const over‸', { first: 'override' }),
  inClass('a virtual function', 'virt‸', { first: 'virtual' }),
  inClass('the type of a parameter', 'void meet(const Anim‸) {}', { first: 'Animal' }),
  inClass('the name of a parameter', 'void meet(const Animal& oth‸) {}', { nothing: true }),
  inClass('the list of a constructor', 'Dog(int age) : ageIn‸', { first: 'ageInYears' }),
  {
    name: 'a member function outside of its class',
    code: 'class Dog {\npublic:\n  void bark();\nprivate:\n  int volume_ = 1;\n};\n\nvoid Dog::bark() {\n  vol‸\n}',
    first: 'volume_',
  },
  {
    name: 'the name of a member function outside of its class',
    code: 'class Dog {\npublic:\n  void bark();\n};\n\nvoid Dog::ba‸',
    first: 'bark',
  },
  { name: 'a header', code: '#include <vec‸', first: 'vector' },
  { name: 'a header in quotes', code: '#include "stdi‸"', first: 'stdio.h' },
  { name: 'a directive', code: '#inc‸', first: 'include' },
  { name: 'in a directive', code: '#define LIMIT vec‸', nothing: true },
  { name: 'a base class', code: 'struct Animal {};\n\nstruct Dog : public Ani‸ {\n};', first: 'Animal' },
  { name: 'the access of a base class', code: 'struct Animal {};\n\nstruct Dog : pub‸', first: 'public' },
  { name: 'the name of a class', code: 'class Do‸', nothing: true },
  { name: 'a type parameter', code: 'template <typename Item>\nvoid push(Ite‸ value) {}', first: 'Item' },
  { name: 'the name of a type parameter', code: 'template <typename It‸>', nothing: true },
  { name: 'a value of an enum is made up', code: 'enum class Color { Red, Gre‸ };', nothing: true },
  { name: 'main', code: '#include <iostream>\n\nmai‸', first: 'main' },
  { name: 'using namespace', code: 'using name‸', first: 'namespace' },
  { name: 'std after using namespace', code: 'using namespace st‸', first: 'std' },
  { name: 'functions of C', code: '#include <cstdio>\n\nint main() {\n  prin‸\n}', has: ['printf'] },
  {
    name: 'a struct of C',
    code: 'typedef struct {\n  int width;\n  int height;\n} Size;\n\nint area(Size* size) {\n  return size->wid‸\n}',
    first: 'width',
  },
]
