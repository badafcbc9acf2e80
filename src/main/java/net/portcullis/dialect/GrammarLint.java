package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Family;

/**
 * Finds lines that two forms of a grammar read, and mean different things by. The first form that
 * fits is taken, so a special form before a general one is no mistake; one that overlaps another,
 * or covers what stands behind it, is.
 */
final class GrammarLint {
  /** How many shared lines of two forms are looked at, and how many of a form. */
  private static final int MOST_LINES = 150;

  /** A word of no language. */
  private static final String NOBODYS = "qwxyz";

  private final Profile profile;
  private final DocumentPlaces places;
  private final Grammar grammar;
  private final LineMeaning meanings;
  private final List<ProfileFinding> findings = new ArrayList<>();
  private final Map<Pattern, FormGraph> graphs = new HashMap<>();
  private final Map<PlacedForm, List<String>> samples = new HashMap<>();
  private final Set<Compared> compared = new HashSet<>();

  /** Options that were held against each other. */
  private record Compared(Grammar.Kind kind, Pattern set, Optional<Family> family) {}

  private GrammarLint(Profile profile, DocumentPlaces places) {
    this.profile = profile;
    this.places = places;
    this.grammar = profile.grammar();
    this.meanings = new LineMeaning(grammar, profile.names());
  }

  static List<ProfileFinding> of(Profile profile, DocumentPlaces places) {
    GrammarLint lint = new GrammarLint(profile, places);
    lint.families()
        .forEach((body, families) -> families.forEach(family -> lint.body(body, family)));
    return lint.findings;
  }

  /** The bodies that are read, each with the families whose lists they are of. */
  private Map<String, Set<Optional<Family>>> families() {
    Map<String, Set<Optional<Family>>> families = new LinkedHashMap<>();
    families.put(Grammar.TOP, Set.of(Optional.empty()));
    grammar.bodies().values().stream()
        .flatMap(List::stream)
        .filter(production -> !production.body().isEmpty())
        .forEach(production ->
            families
                .computeIfAbsent(production.body(), _ -> new LinkedHashSet<>())
                .addAll(families(production)));
    return families;
  }

  private static Set<Optional<Family>> families(Grammar.Production production) {
    Set<Optional<Family>> families = new LinkedHashSet<>();
    if (production.kind() == Grammar.Kind.LIST) {
      for (Family family : Family.values()) {
        Pattern says = new Pattern.Field(FieldKind.FAMILY, Integer.toString(family.number()));
        if (production.lines().stream().anyMatch(line -> line.all().anyMatch(says::equals))) {
          families.add(Optional.of(family));
        }
      }
    }
    return families.isEmpty() ? Set.of(Optional.empty()) : families;
  }

  private void body(String body, Optional<Family> family) {
    List<PlacedForm> forms = PlacedForm.of(grammar, body, places);
    forms.forEach(form -> options(form, family));
    compare(forms, family);
  }

  /**
   * Options within one form are read as forms of one body are: the first that fits is taken. Those
   * of a definition are looked at once, whatever forms use it.
   */
  private void options(PlacedForm form, Optional<Family> family) {
    form.pattern()
        .all()
        .filter(part -> part instanceof Pattern.Choice || part instanceof Pattern.AnyOrder)
        .filter(choice -> compared.add(new Compared(form.production().kind(), choice, family)))
        .forEach(choice -> compare(form.options(choice), family));
  }

  private void compare(List<PlacedForm> forms, Optional<Family> family) {
    Alphabet alphabet =
        Alphabet.of(forms.stream().map(PlacedForm::pattern).toList(), profile.names());
    graphs.clear();
    samples.clear();
    for (PlacedForm form : forms) {
      graphs.computeIfAbsent(
          form.pattern(), pattern -> FormGraph.of(pattern, alphabet, profile.names()));
    }
    Set<PlacedForm> told = new HashSet<>();
    for (int later = 1; later < forms.size(); later++) {
      for (int earlier = 0; earlier < later && !told.contains(forms.get(later)); earlier++) {
        if (clash(forms, earlier, later, family, alphabet)) {
          told.add(forms.get(later));
        }
      }
    }
  }

  /** Where blocks are told by braces, what opens one is no line that ends. */
  private boolean meet(PlacedForm one, PlacedForm other) {
    boolean idle =
        one.production().kind() == Grammar.Kind.IGNORE
            && other.production().kind() == Grammar.Kind.IGNORE;
    return !idle
        && (grammar.layout() == Grammar.Layout.INDENTED
            || one.production().body().isEmpty() == other.production().body().isEmpty());
  }

  private boolean clash(
      List<PlacedForm> forms, int first, int second, Optional<Family> family, Alphabet alphabet) {
    PlacedForm earlier = forms.get(first);
    PlacedForm later = forms.get(second);
    if (!meet(earlier, later)) {
      return false;
    }
    Optional<String> shared =
        SharedLines.of(graph(earlier), graph(later), MOST_LINES).stream()
            .map(GrammarLint::text)
            .filter(line -> differ(earlier, later, line, family))
            .filter(line -> !isKeyword(earlier, later, line, family))
            .filter(
                line -> forms.subList(0, first).stream().noneMatch(it -> reads(it, line, family)))
            .findFirst();
    if (shared.isEmpty() || within(earlier, later, family, alphabet)) {
      return false;
    }
    boolean covers = within(later, earlier, family, alphabet);
    findings.add(found(earlier, later, covers).with(shared.get()));
    return true;
  }

  private static ProfileFinding found(PlacedForm earlier, PlacedForm later, boolean covers) {
    boolean options = later.option() > 0;
    String one =
        options ? "option %d of a choice in this form".formatted(later.option()) : "this form";
    String other =
        options
            ? "option %d".formatted(earlier.option())
            : "the one at "
                + (later.place().equals(earlier.place()) ? "itself" : earlier.place().toString());
    String both = options ? "option" : "form";
    return covers
        ? ProfileFinding.of(
            ProfileFinding.Kind.UNREAD_FORM,
            later.place(),
            "What %s reads, %s reads before it, and means something else by it."
                .formatted(one, other),
            "Put the special %s before the general one, or take one away.".formatted(both))
        : ProfileFinding.of(
            ProfileFinding.Kind.AMBIGUOUS_LINE,
            later.place(),
            "The same words are read by %s and by %s, which mean different things by them."
                .formatted(one, other),
            "Narrow one of them, or write what both read as a further %s before both."
                .formatted(both));
  }

  /**
   * True where the earlier form says a word that the later one takes for a name: devices too take
   * their own words first.
   */
  private boolean isKeyword(
      PlacedForm earlier, PlacedForm later, String line, Optional<Family> family) {
    List<Token> words = Token.of(line, grammar.punctuation());
    for (int i = 0; i < words.size(); i++) {
      List<Token> other = new ArrayList<>(words);
      other.set(i, new Token(NOBODYS, 0));
      boolean here = reads(earlier, other, family);
      boolean there = reads(later, other, family);
      if (here != there) {
        return there;
      }
    }
    return false;
  }

  /** True where every line of a form is read by another too. */
  private boolean within(
      PlacedForm inner, PlacedForm outer, Optional<Family> family, Alphabet alphabet) {
    return samples
        .computeIfAbsent(
            inner,
            form ->
                SharedLines.of(graph(form), FormGraph.any(alphabet, profile.names()), MOST_LINES)
                    .stream()
                    .map(GrammarLint::text)
                    .filter(line -> reads(form, line, family))
                    .toList())
        .stream()
        .allMatch(line -> reads(outer, line, family));
  }

  private FormGraph graph(PlacedForm form) {
    return Optional.ofNullable(graphs.get(form.pattern())).orElseThrow();
  }

  private boolean differ(PlacedForm one, PlacedForm other, String line, Optional<Family> family) {
    Optional<List<Piece>> here = read(one, line, family);
    Optional<List<Piece>> there = read(other, line, family);
    return here.isPresent()
        && there.isPresent()
        && !meanings
            .of(one.production(), here.get(), line)
            .equals(meanings.of(other.production(), there.get(), line));
  }

  private boolean reads(PlacedForm form, String line, Optional<Family> family) {
    return read(form, line, family).isPresent();
  }

  private boolean reads(PlacedForm form, List<Token> words, Optional<Family> family) {
    return LineReader.read(form.pattern(), words, profile.names(), family).isPresent();
  }

  private Optional<List<Piece>> read(PlacedForm form, String line, Optional<Family> family) {
    return LineReader.read(
        form.pattern(), Token.of(line, grammar.punctuation()), profile.names(), family);
  }

  private static String text(List<String> words) {
    return String.join(
        " ", words.stream().map(word -> word.indexOf(' ') < 0 ? word : '"' + word + '"').toList());
  }
}
