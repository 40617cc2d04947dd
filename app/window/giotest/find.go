package giotest

import (
	"fmt"
	"strings"

	"gioui.org/io/input"
	"gioui.org/io/key"
	"gioui.org/io/semantic"
)

// Node is a widget as a screen reader knows it.
type Node struct {
	input.SemanticDesc
	Text  string // its label, or else the words beneath it
	depth int
}

// Nodes lists the widgets of the last frame from the outside in.
func (d *Driver) Nodes() []Node {
	all := d.router.AppendSemantics(nil)
	if len(all) == 0 {
		return nil
	}
	var list []Node
	var walk func(n input.SemanticNode, depth int)
	walk = func(n input.SemanticNode, depth int) {
		if depth > 0 { // the root is the window itself
			list = append(list, Node{SemanticDesc: n.Desc, Text: words(n), depth: depth})
		}
		for _, c := range n.Children {
			walk(c, depth+1)
		}
	}
	walk(all[0], 0)
	return list
}

// words are what a node says: its own label, or the labels inside it from left to right as laid out.
func words(n input.SemanticNode) string {
	if n.Desc.Label != "" {
		return n.Desc.Label
	}
	var w []string
	for _, c := range n.Children {
		if s := words(c); s != "" {
			w = append(w, s)
		}
	}
	return strings.Join(w, " ")
}

// Lookup returns the widget with exactly that text. Of several it prefers what can be clicked, then what has a class
// (button, switch, …), then the innermost, then the one laid out last, which lies on top.
func (d *Driver) Lookup(text string) (Node, bool) {
	var best Node
	found := false
	rank := func(n Node) int {
		r := n.depth
		if n.Class != semantic.Unknown {
			r += 1000
		}
		if n.Gestures&input.ClickGesture != 0 {
			r += 10000
		}
		return r
	}
	for _, n := range d.Nodes() {
		if n.Text == text && (!found || rank(n) >= rank(best)) {
			best, found = n, true
		}
	}
	return best, found
}

// Find is Lookup that fails the test, listing what there is.
func (d *Driver) Find(text string) Node {
	d.t.Helper()
	n, ok := d.Lookup(text)
	if !ok {
		d.t.Fatalf("no widget says %q; there are:\n%s", text, d.Dump())
	}
	return n
}

// Has says whether a widget with that text is there.
func (d *Driver) Has(text string) bool {
	_, ok := d.Lookup(text)
	return ok
}

// ClickOn clicks in the middle of the widget with that text.
func (d *Driver) ClickOn(text string, mods ...key.Modifiers) {
	d.t.Helper()
	d.Click(Middle(d.Find(text).Bounds), mods...)
}

// HoverOver moves the mouse to the middle of the widget with that text.
func (d *Driver) HoverOver(text string) {
	d.t.Helper()
	d.Move(Middle(d.Find(text).Bounds))
}

// Dump lists the widgets, one a line, for failure messages.
func (d *Driver) Dump() string {
	var b strings.Builder
	for _, n := range d.Nodes() {
		fmt.Fprintf(&b, "%s%v %q", strings.Repeat("  ", n.depth), n.Class, n.Text)
		if n.Description != "" {
			fmt.Fprintf(&b, " (%s)", n.Description)
		}
		if n.Selected {
			b.WriteString(" selected")
		}
		if n.Disabled {
			b.WriteString(" disabled")
		}
		fmt.Fprintf(&b, " %v %v\n", n.Gestures, n.Bounds)
	}
	return b.String()
}
