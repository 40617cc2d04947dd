package inn

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// safetensors is the part of the format of that name (huggingface.co/docs/safetensors) that model files use: eight
// bytes with the length of a JSON header, the header, then the tensors' numbers, everything little-endian. Other
// programs can read it without knowing this one.
type safetensors struct {
	meta    map[string]string
	tensors []Tensor // in the order of their data
}

// Tensor is a part of a model file: numbers of one kind, []float32, []float64 or []int32.
type Tensor struct {
	Name  string
	Shape []int
	Data  any
}

// maxHeader bounds the header of a file; ours are a hundredth of it, or half where they tell a million rows from others.
const maxHeader = 4 << 20

// WriteTensors writes a file of that format, for programs that compare with others.
func WriteTensors(w io.Writer, meta map[string]string, tensors []Tensor) error {
	return (&safetensors{meta, tensors}).write(w)
}

// entry is a tensor in the header.
type entry struct {
	Type    string `json:"dtype"`
	Shape   []int  `json:"shape"`
	Offsets [2]int `json:"data_offsets"`
}

const metaKey = "__metadata__"

// kindOf is the format's word for the numbers of a tensor and their size in bytes.
func kindOf(data any) (kind string, size, n int) {
	switch d := data.(type) {
	case []float32:
		return "F32", 4, len(d)
	case []float64:
		return "F64", 8, len(d)
	case []int32:
		return "I32", 4, len(d)
	}
	panic(fmt.Sprintf("inn: no tensor of %T", data))
}

func (s *safetensors) write(w io.Writer) error {
	header := map[string]any{metaKey: s.meta}
	at := 0
	for _, t := range s.tensors {
		kind, size, n := kindOf(t.Data)
		header[t.Name] = entry{kind, t.Shape, [2]int{at, at + size*n}}
		at += size * n
	}
	text, err := json.Marshal(header)
	if err != nil {
		return err
	}
	for len(text)%8 != 0 { // so that the numbers are aligned
		text = append(text, ' ')
	}
	if err := binary.Write(w, binary.LittleEndian, uint64(len(text))); err != nil {
		return err
	}
	if _, err := w.Write(text); err != nil {
		return err
	}
	for _, t := range s.tensors {
		if err := binary.Write(w, binary.LittleEndian, t.Data); err != nil {
			return err
		}
	}
	return nil
}

var (
	errNoModel = errors.New("this is not a model file (not safetensors)")
	errCut     = errors.New("the model file is cut: it ends too early")
)

// readSafetensors reads a whole file. It never asks for much more memory than the file is long, whatever its header
// promises.
func readSafetensors(r io.Reader) (*safetensors, error) {
	var length uint64
	if err := binary.Read(r, binary.LittleEndian, &length); err != nil {
		return nil, readError(err, errNoModel)
	}
	if length < 2 || length > maxHeader {
		return nil, errNoModel
	}
	text := make([]byte, length)
	if n, err := io.ReadFull(r, text); err != nil {
		if n == 0 || text[0] != '{' {
			return nil, readError(err, errNoModel)
		}
		return nil, readError(err, errCut)
	}
	s, entries, err := parseHeader(text)
	if err != nil {
		return nil, err
	}
	size := 0
	if len(entries) > 0 {
		size = entries[len(entries)-1].Offsets[1]
	}
	data, err := io.ReadAll(io.LimitReader(r, int64(size)+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading the model file: %w", err)
	case len(data) < size:
		return nil, errCut
	case len(data) > size:
		return nil, errors.New("the model file goes on behind its end")
	}
	for i, e := range entries {
		t := &s.tensors[i]
		part := data[e.Offsets[0]:e.Offsets[1]]
		switch e.Type {
		case "F32":
			t.Data = make([]float32, len(part)/4)
		case "F64":
			t.Data = make([]float64, len(part)/8)
		case "I32":
			t.Data = make([]int32, len(part)/4)
		}
		if _, err := binary.Decode(part, binary.LittleEndian, t.Data); err != nil {
			return nil, fmt.Errorf("the model file's %s cannot be read: %w", t.Name, err)
		}
	}
	return s, nil
}

// readError is what for a file that ends too early, and the reader's own error otherwise.
func readError(err, what error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return what
	}
	return fmt.Errorf("reading the model file: %w", err)
}

// parseHeader checks the header and returns its tensors, still without data, and their entries, both in the order of
// the data.
func parseHeader(text []byte) (*safetensors, []entry, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(text, &raw); err != nil {
		return nil, nil, errNoModel
	}
	s := new(safetensors)
	if m, ok := raw[metaKey]; ok {
		if err := json.Unmarshal(m, &s.meta); err != nil {
			return nil, nil, errNoModel
		}
		delete(raw, metaKey)
	}
	type named struct {
		name string
		entry
	}
	var all []named
	for name, m := range raw {
		n := named{name: name}
		d := json.NewDecoder(bytes.NewReader(m))
		if err := d.Decode(&n.entry); err != nil {
			return nil, nil, fmt.Errorf("the model file's header is damaged at %q", name)
		}
		all = append(all, n)
	}
	slices.SortFunc(all, func(a, b named) int {
		if a.Offsets != b.Offsets {
			return slices.Compare(a.Offsets[:], b.Offsets[:])
		}
		return strings.Compare(a.name, b.name)
	})
	var entries []entry
	at := 0
	for _, e := range all {
		bytes := map[string]int{"F32": 4, "F64": 8, "I32": 4}[e.Type]
		if bytes == 0 {
			return nil, nil, fmt.Errorf("the model file's %q holds numbers of an unknown kind %q", e.name, e.Type)
		}
		for _, d := range e.Shape {
			if d < 0 || d > 0 && bytes > (1<<40)/d {
				return nil, nil, fmt.Errorf("the model file's %q has an impossible shape", e.name)
			}
			bytes *= d
		}
		if e.Offsets[0] != at || e.Offsets[1] != at+bytes {
			return nil, nil, fmt.Errorf("the model file's header is damaged: %q does not stand where it says", e.name)
		}
		at = e.Offsets[1]
		if at > 1<<40 {
			return nil, nil, fmt.Errorf("the model file's %q is impossibly large", e.name)
		}
		s.tensors = append(s.tensors, Tensor{Name: e.name, Shape: e.Shape})
		entries = append(entries, e.entry)
	}
	return s, entries, nil
}
