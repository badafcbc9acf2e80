package net.portcullis.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing that a command does. The first that refuses ends the command. */
sealed interface Action {

  /** Where in the configuration an action works. */
  enum Where {
    ROOT,
    /** The statement whose view the session is in. */
    VIEW
  }

  /**
   * Statements of one kind.
   *
   * @param values what each must say; a text that is absent asks for the value's absence
   * @param except one that says all of this is not meant; empty where none is left out
   */
  record Selector(
      String kind, Among among, Map<String, Template> values, Map<String, Template> except) {
    public Selector {
      values = Map.copyOf(values);
      except = Map.copyOf(except);
    }
  }

  /** Where statements are looked for. */
  enum Among {
    /** Anywhere in the configuration; in what is shown, beneath the statement at hand. */
    ALL,
    /** Beneath the statement whose view the session is in. */
    VIEW,
    /** Those that stand beneath none. */
    ROOT
  }

  /** Ends the command with a message if there is, or is not, such a statement. */
  record Refuse(Selector selector, boolean ifPresent, List<Template> say) implements Action {
    public Refuse {
      say = List.copyOf(say);
    }
  }

  /**
   * Writes a statement.
   *
   * @param beneath the statements that it stands beneath, outermost first, which are made where
   *     they are not there
   * @param set further values
   * @param names what is taken of the line; all of it where none is named
   * @param merge what is there keeps the values that the line does not mention
   * @param mustExist message where there is none to add to
   * @param unique message where another statement says the same under another key
   * @param enter the mode of the statement's own view, if the session goes there
   * @param undo what says the same is removed instead
   */
  record Put(
      String kind,
      Where where,
      List<Around> beneath,
      Map<String, Template> set,
      java.util.Set<String> names,
      boolean merge,
      Optional<List<Template>> mustExist,
      Optional<List<Template>> unique,
      Optional<String> enter,
      boolean undo)
      implements Action {
    public Put {
      beneath = List.copyOf(beneath);
      set = Map.copyOf(set);
      names = java.util.Set.copyOf(names);
    }
  }

  /** A statement around another one, and what it says where it has to be made. */
  record Around(String kind, Map<String, Template> values) {
    public Around {
      values = Map.copyOf(values);
    }
  }

  /**
   * Puts a statement of the view's, or beneath the statements selected, elsewhere among its
   * siblings.
   *
   * @param message stands for one of both not being there
   */
  record Move(
      Selector beneath, Selector moved, Selector beside, boolean before, List<Template> message)
      implements Action {
    public Move {
      message = List.copyOf(message);
    }
  }

  /** Removes statements; the message stands for there being none. */
  record Remove(Selector selector, Optional<List<Template>> missing) implements Action {}

  /** Gives the view's own statement values; an empty one takes the value away. */
  record Set(Map<String, Template> values) implements Action {
    public Set {
      values = Map.copyOf(values);
    }
  }

  /** Takes values, or all that an option of the kind sets, from a statement. */
  record Unset(
      Selector selector,
      List<String> names,
      Optional<Template> option,
      Optional<List<Template>> missing)
      implements Action {
    public Unset {
      names = List.copyOf(names);
    }
  }

  /** Numbers the statements of a kind anew, in the view or beneath the statements selected. */
  record Renumber(
      String kind, String field, Template start, Template step, Optional<Selector> beneath)
      implements Action {}

  /** Does what a line does that is typed in another mode. */
  record Run(String mode, Template line) implements Action {}

  /** Goes to a mode that is no statement's view. */
  record Enter(String mode) implements Action {}

  /** Leaves one view, all of them, or the device. */
  record Leave(How how) implements Action {
    enum How {
      ONE,
      ALL,
      SESSION
    }
  }

  record Say(List<Template> lines) implements Action {
    public Say {
      lines = List.copyOf(lines);
    }
  }

  /** Lines for the device's log; no session is shown them unless it asks. */
  record Log(List<Template> lines) implements Action {
    public Log {
      lines = List.copyOf(lines);
    }
  }

  /** Prints what a command shows, by pages where the pager is on. */
  record Display(List<Show> items, boolean paged) implements Action {
    public Display {
      items = List.copyOf(items);
    }
  }

  /**
   * Asks and goes on by the answer. An empty answer is the word {@code enter}; one that is not
   * listed goes by {@code else}, or ends the command where there is none.
   *
   * @param secret the answer is not echoed, and {@code privilege} stands for the right password
   */
  record Ask(Template question, boolean secret, Map<String, List<Action>> answers)
      implements Action {
    public Ask {
      answers = Map.copyOf(answers);
    }
  }

  /** Makes the running configuration the startup configuration. */
  record Save() implements Action {}

  /** From now on, after so many minutes, the configuration of this moment comes back. */
  record Arm(Template minutes) implements Action {}

  /**
   * What the view that the session enters next works on, and what the rest of this command does: a
   * candidate configuration.
   *
   * @param name tells candidates of the device from each other; empty where it has none
   * @param replaces its commit takes the place of what is below it, whatever others changed there
   * @param locked message where another session has the shared one for itself
   * @param modified message where one session cannot have it for itself, since it holds edits
   * @param missing message where there is none with that name; made where there is no message
   * @param most how many with names there may be
   * @param full message where there are as many
   * @param completed message where one with that name was committed, and the device remembers it
   */
  record Open(
      Sharing sharing,
      Template name,
      boolean replaces,
      List<Template> locked,
      List<Template> modified,
      Optional<List<Template>> missing,
      int most,
      List<Template> full,
      List<Template> completed)
      implements Action {
    public Open {
      locked = List.copyOf(locked);
      modified = List.copyOf(modified);
      full = List.copyOf(full);
      completed = List.copyOf(completed);
    }
  }

  /** Who edits a candidate. */
  enum Sharing {
    /** This session alone; it is gone when the view is left. */
    OWN,
    /** All sessions; it stays. */
    SHARED,
    /** The one of all sessions, which this one keeps for itself until it leaves the view. */
    EXCLUSIVE,
    /** Whoever knows its name; it stays until it is committed or dropped. */
    NAMED
  }

  /**
   * Makes the session's candidate the configuration below it.
   *
   * @param undone after how many units from then on it is undone
   * @param by what it must be called by to be ended; the candidate's name where it is not said
   * @param busy message where a timer runs that something else is called by; none where that is no
   *     matter
   * @param missing message where no timer runs that this one could end
   * @param dry only finds out whether it could be done
   * @param dangling message where a list is bound that is not there
   */
  record Commit(
      Optional<Template> undone,
      Duration unit,
      Optional<Template> by,
      List<Template> busy,
      List<Template> missing,
      boolean dry,
      List<Template> dangling)
      implements Action {
    public Commit {
      busy = List.copyOf(busy);
      missing = List.copyOf(missing);
      dangling = List.copyOf(dangling);
    }
  }

  /** The session's candidate is what is below it again. */
  record Discard() implements Action {}

  /**
   * Drops the candidate of that name, and undoes its commit if its timer runs.
   *
   * @param completed the name of one that was committed is forgotten, too
   */
  record Drop(Template name, Optional<List<Template>> missing, boolean completed)
      implements Action {}

  /** The session's candidate is what ran before the last so many commits. */
  record Restore(Template commits, Optional<List<Template>> missing) implements Action {}

  /** Ends the timer; the message stands for there being none. */
  record Confirm(Optional<List<Template>> missing) implements Action {}

  /** Ends the timer at once: what it goes back to comes back. */
  record Revert() implements Action {}

  /** Restarts the device after so many minutes. */
  record RebootLater(Template minutes) implements Action {}

  /** Ends that timer; the message stands for there being none. */
  record CancelReboot(Optional<List<Template>> missing) implements Action {}

  /** Switches this session's pager. */
  record Paging(boolean on) implements Action {}

  record Reboot() implements Action {}
}
