export type Database = {
  public: {
    Tables: {
      scales: {
        Row: {
          id: string
          mill_id: string
          name: string
        }
        Insert: {
          id?: string
          mill_id: string
          name: string
        }
        Update: {
          id?: string
          mill_id?: string
          name?: string
        }
        Relationships: [
          {
            foreignKeyName: "scales_mill_id_fkey"
            columns: ["mill_id"]
            isOneToOne: false
            referencedRelation: "mills"
            referencedColumns: ["id"]
          },
        ]
      }
      weighings: {
        Row: {
          id: string
          kilos: number | null
          scale_id: string | null
        }
        Insert: {
          id: string
          kilos?: number | null
          scale_id?: string | null
        }
        Update: {
          id?: string
          kilos?: number | null
          scale_id?: string | null
        }
        Relationships: []
      }
    }
  }
}
