package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"time"
)

// flags is a flag.FlagSet that keeps the flags in the order of their declaration for the help and whose errors are
// sentences.
type flags struct {
	set  *flag.FlagSet
	docs []flagDoc
	bad  error // what is wrong with a value, in plain words
}

// flagDoc is one line of a command's help.
type flagDoc struct{ name, value, does string }

func newFlags() *flags {
	f := &flags{set: flag.NewFlagSet("", flag.ContinueOnError)}
	f.set.SetOutput(io.Discard)
	f.set.Usage = func() {}
	return f
}

// most is the largest number of anything that is counted.
const most = 1_000_000_000

func (f *flags) parse(args []string) error { return f.set.Parse(args) }

// given reports whether the flag was on the command line.
func (f *flags) given(name string) bool {
	found := false
	f.set.Visit(func(g *flag.Flag) { found = found || g.Name == name })
	return found
}

// value declares a flag whose text goes through parse; the error of parse says what the value must be, as in "must
// be a whole number".
func (f *flags) value(name, value, does string, parse func(text string) error) {
	f.docs = append(f.docs, flagDoc{name, value, does})
	f.set.Func(name, "", func(text string) error {
		err := parse(text)
		if err != nil {
			f.bad = fmt.Errorf("-%s %w", name, err)
		}
		return err
	})
}

// errEmpty is what a flag is told whose value was forgotten, as in a script whose variable is empty.
var errEmpty = errors.New("needs a value; the one given is empty")

// text declares a flag that takes any text but none.
func (f *flags) text(name, value, does string) *string {
	p := new(string)
	f.value(name, value, does, func(text string) error {
		if text == "" {
			return errEmpty
		}
		*p = text
		return nil
	})
	return p
}

// toggle declares a flag that is there or not.
func (f *flags) toggle(name, does string) *bool {
	f.docs = append(f.docs, flagDoc{name, "", does})
	return f.set.Bool(name, false, "")
}

// list declares a flag that may be repeated.
func (f *flags) list(name, value, does string) *[]string {
	p := new([]string)
	f.value(name, value, does, func(text string) error { *p = append(*p, text); return nil })
	return p
}

// whole declares a flag that takes a whole number from least to largest.
func (f *flags) whole(name string, standard, least, largest int, does string) *int {
	p := new(int)
	*p = standard
	f.value(name, "N", does, func(text string) error {
		v, err := strconv.Atoi(text)
		if err != nil || v < least || v > largest {
			return fmt.Errorf("must be a whole number from %d to %d, not %q", least, largest, text)
		}
		*p = v
		return nil
	})
	return p
}

// seed declares the flag of the random numbers.
func (f *flags) seed(does string) *uint64 {
	p := new(uint64)
	*p = 1
	f.value("seed", "N", does, func(text string) error {
		v, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			return fmt.Errorf("must be a whole number that is not negative, not %q", text)
		}
		*p = v
		return nil
	})
	return p
}

// longest is the longest time that may be asked for.
const longest = 30 * 24 * time.Hour

// duration declares a flag that takes a time.
func (f *flags) duration(name, does string) *time.Duration {
	p := new(time.Duration)
	f.value(name, "TIME", does, func(text string) error {
		v, err := time.ParseDuration(text)
		if err != nil || v <= 0 || v > longest {
			return fmt.Errorf("must be a time like 20s or 5m, at most %.0fh, not %q", longest.Hours(), text)
		}
		*p = v
		return nil
	})
	return p
}
